// Layer normalisation (Ba et al., 2016) fused with the dropout and the residual sum that stand before it in BERT.
#ifndef BERTUNE_NORMALIZATION_H
#define BERTUNE_NORMALIZATION_H

#include "dropout.h"

/// s = dropout(x) + residual, in place; returns it.
KERNEL vfloat residual_sum(float *x, const float *residual, size_t width, noise_cache *cache, uint64_t chunk,
                           const bertune_dropout *dropout) {
    vfloat value = load_partial(x, width);
    if (dropout->threshold) value *= dropout_factors(cache, chunk, dropout);
    if (residual) value += load_partial(residual, width);
    store_partial(x, value, width);
    return value;
}

KERNEL void normalize_vector(float *x, const float *gamma, const float *beta, float *output, size_t width, float mean,
                             float inverse) {
    vfloat normalized = (load_partial(x, width) - mean) * inverse;
    store_partial(x, normalized, width);
    store_partial(output, normalized * load_partial(gamma, width) + load_partial(beta, width), width);
}

static void layer_norm_forward(float *input, const float *residual, const float *gamma, const float *beta,
                               float *output, float *inverse_deviation, size_t rows, size_t columns, float epsilon,
                               const bertune_dropout *dropout, uint64_t first_chunk) {
    size_t chunks = (columns + LANES - 1) / LANES, whole = columns / LANES * LANES, rest = columns - whole;
    noise_cache cache;
    noise_cache_reset(&cache);
    for (size_t r = 0; r < rows; r++) {
        float *x = input + r * columns, *y = output + r * columns;
        const float *before = residual ? residual + r * columns : NULL;
        uint64_t chunk = first_chunk + r * chunks;
        vfloat sum = 0;
        for (size_t c = 0; c < whole; c += LANES)
            sum += residual_sum(x + c, before ? before + c : NULL, LANES, &cache, chunk + c / LANES, dropout);
        if (rest)
            sum += residual_sum(x + whole, before ? before + whole : NULL, rest, &cache, chunk + chunks - 1, dropout);
        float mean = sum_lanes(sum) / (float)columns;

        vfloat squares = 0;
        for (size_t c = 0; c < whole; c += LANES) {
            vfloat centred = load(x + c) - mean;
            squares += centred * centred;
        }
        if (rest) {
            // The lanes past the end hold zeros, not values: they must not count.
            vfloat centred = first_lanes(load_partial(x + whole, rest) - mean, rest, 0.0f);
            squares += centred * centred;
        }
        float inverse = 1.0f / __builtin_elementwise_sqrt(sum_lanes(squares) / (float)columns + epsilon);
        inverse_deviation[r] = inverse;

        for (size_t c = 0; c < whole; c += LANES)
            normalize_vector(x + c, gamma + c, beta + c, y + c, LANES, mean, inverse);
        if (rest) normalize_vector(x + whole, gamma + whole, beta + whole, y + whole, rest, mean, inverse);
    }
}

/// What the backward pass of one row sums: dy gamma, and dy gamma xhat.
typedef struct {
    vfloat weighted;
    vfloat weighted_normalized;
} gradient_sums;

KERNEL void gradient_sums_vector(gradient_sums *sums, const float *dy, const float *n, const float *gamma,
                                 float *gradient_gamma, float *gradient_beta, size_t width) {
    vfloat g = load_partial(dy, width), normalized = load_partial(n, width);
    store_partial(gradient_gamma, load_partial(gradient_gamma, width) + g * normalized, width);
    store_partial(gradient_beta, load_partial(gradient_beta, width) + g, width);
    vfloat weighted = g * load_partial(gamma, width);
    sums->weighted += weighted;
    sums->weighted_normalized += weighted * normalized;
}

KERNEL void gradient_vector(const float *dy, const float *n, const float *gamma, float *gradient_input,
                            float *gradient_residual, bool accumulate_residual, size_t width, float mean,
                            float mean_normalized, float inverse, noise_cache *cache, uint64_t chunk,
                            const bertune_dropout *dropout) {
    // Rounded as it was for the mean, so that a row of equal values, whose inverse deviation is 1e6, leaves no rest.
    vfloat weighted = rounded_product(load_partial(dy, width), load_partial(gamma, width));
    vfloat ds = (weighted - mean - load_partial(n, width) * mean_normalized) * inverse;
    if (gradient_residual) {
        vfloat total = accumulate_residual ? load_partial(gradient_residual, width) + ds : ds;
        store_partial(gradient_residual, total, width);
    }
    if (dropout->threshold) ds *= dropout_factors(cache, chunk, dropout);
    store_partial(gradient_input, ds, width);
}

static void layer_norm_backward(const float *gradient_output, const float *normalized,
                                const float *inverse_deviation, const float *gamma, float *gradient_input,
                                float *gradient_residual, bool accumulate_residual, float *gradient_gamma,
                                float *gradient_beta, size_t rows, size_t columns, const bertune_dropout *dropout,
                                uint64_t first_chunk) {
    size_t chunks = (columns + LANES - 1) / LANES, whole = columns / LANES * LANES, rest = columns - whole;
    noise_cache cache;
    noise_cache_reset(&cache);
    for (size_t r = 0; r < rows; r++) {
        const float *dy = gradient_output + r * columns, *n = normalized + r * columns;
        gradient_sums sums = {0, 0};
        for (size_t c = 0; c < whole; c += LANES)
            gradient_sums_vector(&sums, dy + c, n + c, gamma + c, gradient_gamma + c, gradient_beta + c, LANES);
        if (rest)
            gradient_sums_vector(&sums, dy + whole, n + whole, gamma + whole, gradient_gamma + whole,
                                 gradient_beta + whole, rest);
        float mean = sum_lanes(sums.weighted) / (float)columns;
        float mean_normalized = sum_lanes(sums.weighted_normalized) / (float)columns;

        float *dx = gradient_input + r * columns, inverse = inverse_deviation[r];
        float *dr = gradient_residual ? gradient_residual + r * columns : NULL;
        uint64_t chunk = first_chunk + r * chunks;
        for (size_t c = 0; c < whole; c += LANES)
            gradient_vector(dy + c, n + c, gamma + c, dx + c, dr ? dr + c : NULL, accumulate_residual, LANES, mean,
                            mean_normalized, inverse, &cache, chunk + c / LANES, dropout);
        if (rest)
            gradient_vector(dy + whole, n + whole, gamma + whole, dx + whole, dr ? dr + whole : NULL,
                            accumulate_residual, rest, mean, mean_normalized, inverse, &cache, chunk + chunks - 1,
                            dropout);
    }
}

#endif
