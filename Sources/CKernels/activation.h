// Activations with their derivatives.
#ifndef BERTUNE_ACTIVATION_H
#define BERTUNE_ACTIVATION_H

#include "vector.h"

typedef struct {
    vfloat value;
    vfloat derivative;
} activated;

/// Phi(x), the normal distribution function, and e^(-x^2/2), which its derivative needs as well.
///
/// For z = |x| / sqrt 2 and t = 1 / (1 + 0.4 z), erfc(z) e^(z^2) / t is fitted by a polynomial of degree 8 in t
/// (Chebyshev fit in double precision, relative error below 1e-7), the form of Abramowitz and Stegun 7.1.26.
KERNEL vfloat normal_distribution(vfloat x, vfloat *bell) {
    vfloat z = __builtin_elementwise_abs(x) * 0.70710678f;
    vfloat t = 1.0f / (z * 0.4f + 1.0f);
    vfloat p = (vfloat)0.04090798273682594f;
    p = p * t - 0.1385347545146942f;
    p = p * t + 0.08005350828170776f;
    p = p * t + 0.09277888387441635f;
    p = p * t + 0.0761893093585968f;
    p = p * t + 0.19502614438533783f;
    p = p * t + 0.20143814384937286f;
    p = p * t + 0.2265108823776245f;
    p = p * t + 0.22562995553016663f;
    *bell = exponential(x * x * -0.5f);
    vfloat tail = 0.5f * p * t * *bell;
    return x < 0.0f ? tail : 1.0f - tail;
}

KERNEL activated activate(vfloat x, int activation) {
    activated result = {x, (vfloat)1.0f};
    switch (activation) {
    case BERTUNE_ACTIVATION_GELU: {
        vfloat bell;
        vfloat phi = normal_distribution(x, &bell);
        result.value = x * phi;
        result.derivative = phi + x * bell * 0.3989422804f;
        break;
    }
    case BERTUNE_ACTIVATION_GELU_TANH: {
        vfloat inner = 0.7978845608f * (x + 0.044715f * x * x * x);
        vfloat t = hyperbolic_tangent(inner);
        result.value = 0.5f * x * (1.0f + t);
        result.derivative =
            0.5f * (1.0f + t) + 0.5f * x * (1.0f - t * t) * 0.7978845608f * (1.0f + 0.134145f * x * x);
        break;
    }
    case BERTUNE_ACTIVATION_RELU:
        result.value = maximum((vfloat)0.0f, x);
        result.derivative = x > 0.0f ? (vfloat)1.0f : (vfloat)0.0f;
        break;
    case BERTUNE_ACTIVATION_SILU: {
        vfloat sigmoid = 1.0f / (1.0f + exponential(-x));
        result.value = x * sigmoid;
        result.derivative = sigmoid * (1.0f + x * (1.0f - sigmoid));
        break;
    }
    case BERTUNE_ACTIVATION_TANH:
        result.value = hyperbolic_tangent(x);
        result.derivative = 1.0f - result.value * result.value;
        break;
    default: break;
    }
    return result;
}

KERNEL void activate_vector(float *y, const float *bias, float *d, size_t c, size_t width, int activation) {
    vfloat x = load_partial(y + c, width);
    if (bias) x += load_partial(bias + c, width);
    activated a = activate(x, activation);
    store_partial(y + c, a.value, width);
    if (d) store_partial(d + c, a.derivative, width);
}

KERNEL void bias_activation_rows(float *output, size_t output_stride, const float *bias, float *derivative,
                                 size_t derivative_stride, size_t rows, size_t columns, int activation) {
    for (size_t r = 0; r < rows; r++) {
        float *y = output + r * output_stride;
        float *d = derivative ? derivative + r * derivative_stride : NULL;
        size_t c = 0;
        for (; c + LANES <= columns; c += LANES) activate_vector(y, bias, d, c, LANES, activation);
        if (c < columns) activate_vector(y, bias, d, c, columns - c, activation);
    }
}

static void bias_activation(float *output, size_t output_stride, const float *bias, float *derivative,
                            size_t derivative_stride, size_t rows, size_t columns, int activation) {
    // One copy of the loop for each function, so that the choice is made once and not for every vector.
#define CASE(kind)                                                                                                   \
    case kind:                                                                                                       \
        bias_activation_rows(output, output_stride, bias, derivative, derivative_stride, rows, columns, kind);       \
        break
    switch (activation) {
        CASE(BERTUNE_ACTIVATION_GELU);
        CASE(BERTUNE_ACTIVATION_GELU_TANH);
        CASE(BERTUNE_ACTIVATION_RELU);
        CASE(BERTUNE_ACTIVATION_SILU);
        CASE(BERTUNE_ACTIVATION_TANH);
    default:
        bias_activation_rows(output, output_stride, bias, derivative, derivative_stride, rows, columns,
                             BERTUNE_ACTIVATION_NONE);
    }
#undef CASE
}

#endif
