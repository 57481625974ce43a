// Self-attention of one head over one sequence (Vaswani et al., 2017), in blocks of query rows so that the scores
// stay in the cache and never take memory that grows with the square of the length.
#ifndef BERTUNE_ATTENTION_H
#define BERTUNE_ATTENTION_H

#include "dropout.h"

// A block of queries; the tile of the small matrix product below.
enum { QUERY_BLOCK = 16, TILE_ROWS = 4 };

KERNEL size_t padded(size_t count) { return (count + LANES - 1) / LANES * LANES; }

/// One tile: `tile_rows` rows and `vectors` x 16 columns of C (+)= A B.
KERNEL void product_tile(const float *a, size_t a_row, size_t a_column, const float *b, size_t ldb, float *c,
                         size_t ldc, size_t depth, bool accumulate, int tile_rows, int vectors) {
    vfloat sum[TILE_ROWS][2];
    for (int i = 0; i < tile_rows; i++)
        for (int j = 0; j < vectors; j++)
            sum[i][j] = accumulate ? load(c + (size_t)i * ldc + (size_t)j * LANES) : (vfloat)0.0f;
    for (size_t k = 0; k < depth; k++) {
        vfloat row[2];
        for (int j = 0; j < vectors; j++) row[j] = load(b + k * ldb + (size_t)j * LANES);
        for (int i = 0; i < tile_rows; i++) {
            float factor = a[(size_t)i * a_row + k * a_column];
            for (int j = 0; j < vectors; j++) sum[i][j] += factor * row[j];
        }
    }
    for (int i = 0; i < tile_rows; i++)
        for (int j = 0; j < vectors; j++) store(c + (size_t)i * ldc + (size_t)j * LANES, sum[i][j]);
}

KERNEL void product_rows(const float *a, size_t a_row, size_t a_column, const float *b, size_t ldb, float *c,
                         size_t ldc, size_t columns, size_t depth, bool accumulate, int tile_rows) {
    size_t j = 0;
    for (; TILE_VECTORS == 2 && j + 2 * LANES <= columns; j += 2 * LANES)
        product_tile(a, a_row, a_column, b + j, ldb, c + j, ldc, depth, accumulate, tile_rows, 2);
    for (; j < columns; j += LANES)
        product_tile(a, a_row, a_column, b + j, ldb, c + j, ldc, depth, accumulate, tile_rows, 1);
}

/// C (+)= A B for small matrices: `columns` is a multiple of 16, and A is read through two strides, so that its
/// transpose costs nothing.
static void small_product(const float *a, size_t a_row, size_t a_column, const float *b, size_t ldb, float *c,
                          size_t ldc, size_t rows, size_t columns, size_t depth, bool accumulate) {
    size_t i = 0;
    for (; i + TILE_ROWS <= rows; i += TILE_ROWS)
        product_rows(a + i * a_row, a_row, a_column, b, ldb, c + i * ldc, ldc, columns, depth, accumulate, TILE_ROWS);
    for (; i < rows; i++)
        product_rows(a + i * a_row, a_row, a_column, b, ldb, c + i * ldc, ldc, columns, depth, accumulate, 1);
}

/// target[depth x padded(rows)] = the transpose of source[rows x depth], the padding zero.
static void pack_transposed(float *target, const float *source, size_t stride, size_t rows, size_t depth) {
    size_t width = padded(rows);
    for (size_t d = 0; d < depth; d++) {
        float *row = target + d * width;
        for (size_t r = 0; r < rows; r++) row[r] = source[r * stride + d];
        for (size_t r = rows; r < width; r++) row[r] = 0;
    }
}

/// target[rows x padded(depth)] = source[rows x depth], the padding zero.
static void pack_rows(float *target, const float *source, size_t stride, size_t rows, size_t depth) {
    size_t width = padded(depth);
    for (size_t r = 0; r < rows; r++) {
        memcpy(target + r * width, source + r * stride, depth * sizeof(float));
        for (size_t d = depth; d < width; d++) target[r * width + d] = 0;
    }
}

static void unpack_rows(float *target, size_t stride, const float *source, size_t rows, size_t depth) {
    for (size_t r = 0; r < rows; r++) memcpy(target + r * stride, source + r * padded(depth), depth * sizeof(float));
}

/// Scratch memory, cut up: floats are taken from the front.
KERNEL float *take(float **scratch, size_t count) {
    float *block = *scratch;
    *scratch += count;
    return block;
}

static size_t attention_scratch(size_t keys, size_t head_size) {
    // K, V and their gradients as rows (4), K and V transposed (2), a query block's rows (3), its scores (4).
    return 4 * keys * padded(head_size) + 2 * head_size * padded(keys) + 3 * QUERY_BLOCK * padded(head_size) +
           4 * QUERY_BLOCK * padded(keys);
}

/// e^(scale * score - maximum) over one row of scores, in place; returns the sum. The padding becomes zero.
KERNEL float exponential_row(float *scores, size_t keys, float scale, float row_maximum) {
    vfloat sum = 0;
    for (size_t j = 0; j < keys; j += LANES) {
        vfloat e = exponential(load(scores + j) * scale - row_maximum);
        if (j + LANES > keys) e = first_lanes(e, keys - j, 0.0f);
        store(scores + j, e);
        sum += e;
    }
    return sum_lanes(sum);
}

KERNEL float scaled_maximum(const float *scores, size_t keys, float scale) {
    vfloat largest = (vfloat)(-__builtin_inff());
    size_t j = 0;
    for (; j + LANES <= keys; j += LANES) largest = maximum(largest, load(scores + j) * scale);
    if (j < keys) largest = maximum(largest, first_lanes(load(scores + j) * scale, keys - j, -__builtin_inff()));
    return maximum_lane(largest);
}

static void attention_forward(const float *query, size_t query_stride, const float *key, const float *value,
                              size_t key_value_stride, float *output, size_t output_stride, float *row_maximum,
                              float *row_inverse_sum, size_t statistics_stride, size_t queries, size_t keys,
                              size_t head_size, float scale, const bertune_dropout *dropout, uint64_t first_chunk,
                              float *scratch) {
    size_t width = padded(keys), depth = padded(head_size), chunks = width / LANES;
    float *keys_transposed = take(&scratch, head_size * width);
    float *values = take(&scratch, keys * depth);
    float *scores = take(&scratch, QUERY_BLOCK * width);
    float *block = take(&scratch, QUERY_BLOCK * depth);
    pack_transposed(keys_transposed, key, key_value_stride, keys, head_size);
    pack_rows(values, value, key_value_stride, keys, head_size);
    noise_cache cache;
    noise_cache_reset(&cache);

    for (size_t first = 0; first < queries; first += QUERY_BLOCK) {
        size_t rows = queries - first < QUERY_BLOCK ? queries - first : QUERY_BLOCK;
        small_product(query + first * query_stride, query_stride, 1, keys_transposed, width, scores, width, rows,
                      width, head_size, false);
        for (size_t i = 0; i < rows; i++) {
            float *row = scores + i * width;
            float largest = scaled_maximum(row, keys, scale);
            float inverse = 1.0f / exponential_row(row, keys, scale, largest);
            if (row_maximum) {
                row_maximum[(first + i) * statistics_stride] = largest;
                row_inverse_sum[(first + i) * statistics_stride] = inverse;
            }
            for (size_t k = 0; k < chunks; k++) {
                vfloat p = load(row + k * LANES) * inverse;
                if (dropout->threshold)
                    p *= dropout_factors(&cache, first_chunk + (first + i) * chunks + k, dropout);
                store(row + k * LANES, p);
            }
        }
        small_product(scores, width, 1, values, depth, block, depth, rows, depth, keys, false);
        unpack_rows(output + first * output_stride, output_stride, block, rows, head_size);
    }
}

static void attention_backward(const float *query, size_t query_stride, const float *key, const float *value,
                               size_t key_value_stride, const float *gradient_output, size_t output_stride,
                               const float *row_maximum, const float *row_inverse_sum, size_t statistics_stride,
                               float *gradient_query, size_t gradient_query_stride, float *gradient_key,
                               float *gradient_value, size_t gradient_key_value_stride, size_t queries, size_t keys,
                               size_t head_size, float scale, const bertune_dropout *dropout, uint64_t first_chunk,
                               float *scratch) {
    size_t width = padded(keys), depth = padded(head_size), chunks = width / LANES;
    float *keys_transposed = take(&scratch, head_size * width);
    float *values_transposed = take(&scratch, head_size * width);
    float *key_rows = take(&scratch, keys * depth);
    float *key_gradients = take(&scratch, keys * depth);
    float *value_gradients = take(&scratch, keys * depth);
    float *dropped = take(&scratch, QUERY_BLOCK * width);    // P after dropout
    float *gradients = take(&scratch, QUERY_BLOCK * width);  // dP, then dS
    float *query_rows = take(&scratch, QUERY_BLOCK * depth);
    float *output_rows = take(&scratch, QUERY_BLOCK * depth);
    float *block = take(&scratch, QUERY_BLOCK * depth);
    pack_transposed(keys_transposed, key, key_value_stride, keys, head_size);
    pack_transposed(values_transposed, value, key_value_stride, keys, head_size);
    pack_rows(key_rows, key, key_value_stride, keys, head_size);
    memset(key_gradients, 0, keys * depth * sizeof(float));
    memset(value_gradients, 0, keys * depth * sizeof(float));
    noise_cache cache;
    noise_cache_reset(&cache);

    for (size_t first = 0; first < queries; first += QUERY_BLOCK) {
        size_t rows = queries - first < QUERY_BLOCK ? queries - first : QUERY_BLOCK;
        const float *q = query + first * query_stride, *dO = gradient_output + first * output_stride;
        pack_rows(query_rows, q, query_stride, rows, head_size);
        pack_rows(output_rows, dO, output_stride, rows, head_size);
        small_product(q, query_stride, 1, keys_transposed, width, dropped, width, rows, width, head_size, false);
        small_product(dO, output_stride, 1, values_transposed, width, gradients, width, rows, width, head_size, false);
        for (size_t i = 0; i < rows; i++) {
            float *p = dropped + i * width, *g = gradients + i * width;
            exponential_row(p, keys, scale, row_maximum[(first + i) * statistics_stride]);
            float inverse = row_inverse_sum[(first + i) * statistics_stride];
            // With P' = m P / (1 - p): dP = m dP' / (1 - p), and dS = P (dP - sum_j P dP).
            vfloat delta = 0;
            for (size_t k = 0; k < chunks; k++) {
                vfloat probability = load(p + k * LANES) * inverse, gradient = load(g + k * LANES);
                if (dropout->threshold)
                    gradient *= dropout_factors(&cache, first_chunk + (first + i) * chunks + k, dropout);
                delta += probability * gradient;
                store(g + k * LANES, gradient);
            }
            float sum = sum_lanes(delta);
            for (size_t k = 0; k < chunks; k++) {
                vfloat probability = load(p + k * LANES) * inverse;
                store(g + k * LANES, probability * (load(g + k * LANES) - sum) * scale);
                if (dropout->threshold)
                    probability *= dropout_factors(&cache, first_chunk + (first + i) * chunks + k, dropout);
                store(p + k * LANES, probability);
            }
        }
        small_product(dropped, 1, width, output_rows, depth, value_gradients, depth, keys, depth, rows, true);
        small_product(gradients, 1, width, query_rows, depth, key_gradients, depth, keys, depth, rows, true);
        small_product(gradients, width, 1, key_rows, depth, block, depth, rows, depth, keys, false);
        unpack_rows(gradient_query + first * gradient_query_stride, gradient_query_stride, block, rows, head_size);
    }
    unpack_rows(gradient_key, gradient_key_value_stride, key_gradients, keys, head_size);
    unpack_rows(gradient_value, gradient_key_value_stride, value_gradients, keys, head_size);
}

#endif
