// The element-wise helpers of the backward pass.
#ifndef BERTUNE_ELEMENTS_H
#define BERTUNE_ELEMENTS_H

#include "vector.h"

static void multiply(float *target, const float *factor, size_t count) {
    for (size_t i = 0; i < count; i++) target[i] *= factor[i];
}

static void add(float *target, const float *source, size_t count) {
    for (size_t i = 0; i < count; i++) target[i] += source[i];
}

KERNEL void column_sums_vector(float *target, const float *source, size_t source_stride, size_t rows, size_t width) {
    vfloat total = 0;
    // Sums of sums: the rounding error grows with the number of blocks, not of rows.
    for (size_t block = 0; block < rows; block += 64) {
        size_t end = block + 64 < rows ? block + 64 : rows;
        vfloat partial = 0;
        for (size_t r = block; r < end; r++) partial += load_partial(source + r * source_stride, width);
        total += partial;
    }
    store_partial(target, load_partial(target, width) + total, width);
}

static void column_sums(float *target, const float *source, size_t source_stride, size_t rows, size_t columns) {
    size_t c = 0;
    for (; c + LANES <= columns; c += LANES) column_sums_vector(target + c, source + c, source_stride, rows, LANES);
    if (c < columns) column_sums_vector(target + c, source + c, source_stride, rows, columns - c);
}

#endif
