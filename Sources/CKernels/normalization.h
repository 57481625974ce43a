// Layer normalisation (Ba et al., 2016) fused with the dropout and the residual sum that stand before it in BERT.
#ifndef BERTUNE_NORMALIZATION_H
#define BERTUNE_NORMALIZATION_H

#include "dropout.h"

static void layer_norm_forward(float *input, const float *residual, const float *gamma, const float *beta,
                               float *output, float *inverse_deviation, size_t rows, size_t columns, float epsilon,
                               const bertune_dropout *dropout, uint64_t first_chunk) {
    size_t chunks = (columns + LANES - 1) / LANES;
    noise_cache cache;
    noise_cache_reset(&cache);
    for (size_t r = 0; r < rows; r++) {
        float *x = input + r * columns;
        vfloat sum = 0;
        for (size_t k = 0; k < chunks; k++) {
            size_t c = k * LANES, width = columns - c < LANES ? columns - c : LANES;
            vfloat value = load_partial(x + c, width);
            if (dropout->threshold) value *= dropout_factors(&cache, first_chunk + r * chunks + k, dropout);
            if (residual) value += load_partial(residual + r * columns + c, width);
            store_partial(x + c, value, width);
            sum += value;
        }
        float mean = sum_lanes(sum) / (float)columns;
        vfloat squares = 0;
        for (size_t c = 0; c < columns; c += LANES) {
            size_t width = columns - c < LANES ? columns - c : LANES;
            vfloat centred = load_partial(x + c, width) - mean;
            // The lanes past the end hold zeros, not values: they must not count.
            if (width < LANES) {
                float lanes[LANES];
                memcpy(lanes, &centred, sizeof lanes);
                for (size_t i = width; i < LANES; i++) lanes[i] = 0;
                memcpy(&centred, lanes, sizeof centred);
            }
            squares += centred * centred;
        }
        float inverse = 1.0f / __builtin_sqrtf(sum_lanes(squares) / (float)columns + epsilon);
        inverse_deviation[r] = inverse;
        for (size_t c = 0; c < columns; c += LANES) {
            size_t width = columns - c < LANES ? columns - c : LANES;
            vfloat normalized = (load_partial(x + c, width) - mean) * inverse;
            store_partial(x + c, normalized, width);
            vfloat y = normalized * load_partial(gamma + c, width) + load_partial(beta + c, width);
            store_partial(output + r * columns + c, y, width);
        }
    }
}

static void layer_norm_backward(const float *gradient_output, const float *normalized,
                                const float *inverse_deviation, const float *gamma, float *gradient_input,
                                float *gradient_residual, bool accumulate_residual, float *gradient_gamma,
                                float *gradient_beta, size_t rows, size_t columns, const bertune_dropout *dropout,
                                uint64_t first_chunk) {
    size_t chunks = (columns + LANES - 1) / LANES;
    noise_cache cache;
    noise_cache_reset(&cache);
    for (size_t r = 0; r < rows; r++) {
        const float *dy = gradient_output + r * columns, *n = normalized + r * columns;
        vfloat sum = 0, sum_normalized = 0;
        for (size_t c = 0; c < columns; c += LANES) {
            size_t width = columns - c < LANES ? columns - c : LANES;
            vfloat g = load_partial(dy + c, width), xhat = load_partial(n + c, width);
            store_partial(gradient_gamma + c, load_partial(gradient_gamma + c, width) + g * xhat, width);
            store_partial(gradient_beta + c, load_partial(gradient_beta + c, width) + g, width);
            vfloat weighted = g * load_partial(gamma + c, width);
            sum += weighted;
            sum_normalized += weighted * xhat;
        }
        float mean = sum_lanes(sum) / (float)columns, mean_normalized = sum_lanes(sum_normalized) / (float)columns;
        float inverse = inverse_deviation[r];
        for (size_t k = 0; k < chunks; k++) {
            size_t c = k * LANES, width = columns - c < LANES ? columns - c : LANES;
            vfloat weighted = load_partial(dy + c, width) * load_partial(gamma + c, width);
            vfloat ds = (weighted - mean - load_partial(n + c, width) * mean_normalized) * inverse;
            if (gradient_residual) {
                float *target = gradient_residual + r * columns + c;
                store_partial(target, accumulate_residual ? load_partial(target, width) + ds : ds, width);
            }
            if (dropout->threshold) ds *= dropout_factors(&cache, first_chunk + r * chunks + k, dropout);
            store_partial(gradient_input + r * columns + c, ds, width);
        }
    }
}

#endif
