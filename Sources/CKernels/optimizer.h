// AdamW (Loshchilov and Hutter, 2019) in one pass over memory, and the sum behind the global gradient norm.
#ifndef BERTUNE_OPTIMIZER_H
#define BERTUNE_OPTIMIZER_H

#include "vector.h"

KERNEL void adamw_vector(float *parameters, float *gradients, float *first_moments, float *second_moments,
                         size_t width, bertune_adamw k) {
    vfloat g = load_partial(gradients, width) * k.gradient_scale;
    vfloat m = load_partial(first_moments, width);
    vfloat v = load_partial(second_moments, width);
    vfloat p = rounded_product(load_partial(parameters, width), (vfloat)k.decay);  // as PyTorch, which writes it back
    if (__builtin_reduce_or((vuint)g | (vuint)m | (vuint)v) == 0) {
        // A word that has not been seen yet: decay alone moves it, and three of four writes are saved.
        store_partial(parameters, p, width);
        return;
    }
    m += (g - m) * k.beta1_complement;
    // The moment of a word that is not seen again would become denormal after some 800 steps, and slow on many
    // processors. At this size it moves no parameter by anything that a float can show.
    m = __builtin_elementwise_abs(m) < 1e-30f ? (vfloat)0.0f : m;
    v = v * k.beta2 + g * g * k.beta2_complement;
    p -= k.step_size * m / (__builtin_elementwise_sqrt(v) * k.inverse_root_correction + k.epsilon);
    store_partial(parameters, p, width);
    store_partial(first_moments, m, width);
    store_partial(second_moments, v, width);
    store_partial(gradients, (vfloat)0.0f, width);
}

static void adamw_step(float *parameters, float *gradients, float *first_moments, float *second_moments,
                       size_t count, const bertune_adamw *k) {
    const bertune_adamw constants = *k;  // a copy, which no store through the pointers can change
    size_t i = 0;
    for (; i + LANES <= count; i += LANES)
        adamw_vector(parameters + i, gradients + i, first_moments + i, second_moments + i, LANES, constants);
    if (i < count)
        adamw_vector(parameters + i, gradients + i, first_moments + i, second_moments + i, count - i, constants);
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
