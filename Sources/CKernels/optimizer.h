// AdamW (Loshchilov and Hutter, 2019) in one pass over memory, and the sum behind the global gradient norm.
#ifndef BERTUNE_OPTIMIZER_H
#define BERTUNE_OPTIMIZER_H

#include "vector.h"

static void adamw_step(float *parameters, float *gradients, float *first_moments, float *second_moments,
                       size_t count, const bertune_adamw *k) {
    for (size_t i = 0; i < count; i += LANES) {
        size_t width = count - i < LANES ? count - i : LANES;
        vfloat g = load_partial(gradients + i, width) * k->gradient_scale;
        vfloat m = load_partial(first_moments + i, width);
        vfloat v = load_partial(second_moments + i, width);
        vfloat p = load_partial(parameters + i, width) * k->decay;
        m += (g - m) * k->beta1_complement;
        v = v * k->beta2 + g * g * k->beta2_complement;
        p -= k->step_size * m / (__builtin_elementwise_sqrt(v) * k->inverse_root_correction + k->epsilon);
        store_partial(parameters + i, p, width);
        store_partial(first_moments + i, m, width);
        store_partial(second_moments + i, v, width);
        store_partial(gradients + i, (vfloat)0.0f, width);
    }
}

static double sum_of_squares(const float *values, size_t count) {
    typedef double vdouble __attribute__((ext_vector_type(16)));
    vdouble total = 0;
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        vdouble wide = __builtin_convertvector(load(values + i), vdouble);
        total += wide * wide;
    }
    double lanes[LANES], sum = 0;
    memcpy(lanes, &total, sizeof lanes);
    for (int l = 0; l < LANES; l++) sum += lanes[l];
    for (; i < count; i++) sum += (double)values[i] * (double)values[i];
    return sum;
}

#endif
