// Products of rows and weights that are quantised to 8 bits: sums of whole numbers, exact in any order, so that every
// instruction set finds the same ones. Included once by each file that sets
//   INT8_GROUP      terms that one 32-bit lane holds: 4 bytes, or 2 numbers of 16 bits where there is nothing narrower,
//   INT8_OFFSET     what is added to the rows' bytes: 128 for instructions that want one factor unsigned,
//   INT8_ROWS x INT8_VECTORS, a tile of sums that fills the registers,
// and defines `int8_dot`, which adds the products of each lane's terms to the lane's sum.
//
// A panel is the scales of its columns, what their sums begin with (it takes the offset away again), then for each
// group of the depth one lane a column. A quantised row is its groups, filled up with zeros.
#ifndef BERTUNE_INT8_PRODUCT_H
#define BERTUNE_INT8_PRODUCT_H

#include "int8_table.h"

#include "activation.h"

enum {
    INT8_PANEL = INT8_VECTORS * LANES,
    INT8_HEADER = 2 * INT8_PANEL,  // words of a panel before its weights
};

typedef int8_t int8_lanes __attribute__((ext_vector_type(16)));
typedef int16_t int16_lanes __attribute__((ext_vector_type(16)));

KERNEL vint load_words(const int32_t *source) {
    vint value;
    memcpy(&value, source, sizeof value);
    return value;
}

KERNEL void store_words(int32_t *target, vint value) { memcpy(target, &value, sizeof value); }

/// Groups of a row, whole vectors of terms.
KERNEL size_t int8_groups(size_t depth) { return (depth + LANES - 1) / LANES * (LANES / INT8_GROUP); }

/// Words from one quantised row to the next: a cache line more than the groups take, so that rows whose length is a
/// power of two don't share a cache set.
static size_t int8_row_words(size_t depth) { return int8_groups(depth) + LANES; }

static size_t int8_panel_width(void) { return INT8_PANEL; }
static size_t int8_panel_words(size_t depth) { return INT8_HEADER + int8_groups(depth) * INT8_PANEL; }

/// Quantises one row: the nearest whole multiples of its scale, which is its largest magnitude / 127.
///
/// Magnitudes are compared as bits, in which infinity and NaN are the largest: then the scale is not finite, and
/// neither is any result, so that faults aren't hidden.
KERNEL float int8_quantize_row(int32_t *words, const float *row, size_t depth, int32_t offset) {
    vint largest = 0;
    size_t whole = depth / LANES * LANES;
    for (size_t k = 0; k < whole; k += LANES)
        largest = __builtin_elementwise_max(largest, bits_of(load(row + k)) & 0x7FFFFFFF);
    if (whole < depth)
        largest = __builtin_elementwise_max(largest, bits_of(load_partial(row + whole, depth - whole)) & 0x7FFFFFFF);
    int32_t bits = __builtin_reduce_max(largest);
    float maximum;
    memcpy(&maximum, &bits, sizeof maximum);
    // A row of next to nothing is one of zeros; its factor would be infinite.
    bool is_zero = maximum < 1e-30f;
    float factor = is_zero ? 0.0f : 127.0f / maximum;
    for (size_t k = 0; k < depth; k += LANES) {
        vfloat x = k < whole ? load(row + k) : load_partial(row + k, depth - k);
        // Adding 1.5 * 2^23 rounds to an integer; the product is rounded first, for the same bits everywhere.
        vint q = bits_of(rounded_sum(rounded_product(x, factor), (vfloat)12582912.0f)) - 0x4B400000 + offset;
#if INT8_GROUP == 4
        int8_lanes terms = __builtin_convertvector(q, int8_lanes);
#else
        int16_lanes terms = __builtin_convertvector(q, int16_lanes);
#endif
        memcpy(words + k / INT8_GROUP, &terms, sizeof terms);
    }
    return is_zero ? 0.0f : maximum / 127.0f;
}

static void int8_quantize_rows(void *quantized, float *scales, const float *rows, size_t stride, size_t count,
                               size_t depth) {
    int32_t *words = quantized;
    for (size_t i = 0; i < count; i++)
        scales[i] = int8_quantize_row(words + i * int8_row_words(depth), rows + i * stride, depth, INT8_OFFSET);
}

/// The sum of a quantised row of weights, which knows no offset.
static int32_t int8_row_sum(const int32_t *words, size_t groups) {
    int32_t sum = 0;
    for (size_t g = 0; g < groups; g++)
        for (int term = 0; term < INT8_GROUP; term++)
            sum += (int32_t)((uint32_t)words[g] << (32 - 32 / INT8_GROUP * (term + 1))) >> (32 - 32 / INT8_GROUP);
    return sum;
}

static void int8_pack_panels(void *packed, const float *weight, size_t stride, size_t depth, size_t columns,
                             size_t first_panel, size_t panels, void *scratch) {
    size_t groups = int8_groups(depth);
    int32_t *row = scratch;
    for (size_t panel = first_panel; panel < first_panel + panels; panel++) {
        int32_t *target = (int32_t *)packed + panel * int8_panel_words(depth);
        for (size_t j = 0; j < INT8_PANEL; j++) {
            size_t column = panel * INT8_PANEL + j;
            float scale = 0;
            if (column < columns)
                scale = int8_quantize_row(row, weight + column * stride, depth, 0);
            else
                memset(row, 0, groups * sizeof *row);
            memcpy(target + j, &scale, sizeof scale);
            target[INT8_PANEL + j] = -INT8_OFFSET * int8_row_sum(row, groups);
            for (size_t g = 0; g < groups; g++) target[INT8_HEADER + g * INT8_PANEL + j] = row[g];
        }
    }
}

/// One tile: `rows` x INT8_PANEL sums, times the scales of row and column, plus the bias.
KERNEL void int8_tile_product(const int32_t *a, size_t stride, const float *row_scales, const int32_t *panel,
                              size_t groups, float *c, size_t ldc, const float *bias, int rows) {
    vint sum[INT8_ROWS][INT8_VECTORS];
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < INT8_VECTORS; j++) sum[i][j] = load_words(panel + INT8_PANEL + j * LANES);
    const int32_t *weights = panel + INT8_HEADER;
    for (size_t g = 0; g < groups; g++) {
        vint b[INT8_VECTORS];
#pragma clang loop unroll(full)
        for (int j = 0; j < INT8_VECTORS; j++) b[j] = load_words(weights + g * INT8_PANEL + (size_t)j * LANES);
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i++) {
            vint factor = a[(size_t)i * stride + g];
#pragma clang loop unroll(full)
            for (int j = 0; j < INT8_VECTORS; j++) sum[i][j] = int8_dot(sum[i][j], factor, b[j]);
        }
    }
#pragma clang loop unroll(full)
    for (int j = 0; j < INT8_VECTORS; j++) {
        vfloat scale = float_of(load_words(panel + j * LANES));
        vfloat shift = bias ? load(bias + j * LANES) : (vfloat)0.0f;
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i++) {
            vfloat factor = rounded_product(scale, row_scales[i]);
            vfloat value = rounded_product(__builtin_convertvector(sum[i][j], vfloat), factor);
            store(c + (size_t)i * ldc + (size_t)j * LANES, rounded_sum(value, shift));
        }
    }
}

typedef void int8_tile_function(const int32_t *, size_t, const float *, const int32_t *, size_t, float *, size_t,
                                const float *);

// One function for each number of rows: the sums have to be named at compile time.
#define INT8_TILE(n)                                                                                                   \
    static void int8_tile_##n(const int32_t *a, size_t stride, const float *row_scales, const int32_t *panel,          \
                              size_t groups, float *c, size_t ldc, const float *bias) {                                \
        int8_tile_product(a, stride, row_scales, panel, groups, c, ldc, bias, n);                                      \
    }
INT8_TILE(1)
INT8_TILE(2)
INT8_TILE(3)
#if INT8_ROWS >= 6
INT8_TILE(4)
INT8_TILE(5)
INT8_TILE(6)
#endif
#if INT8_ROWS >= 14
INT8_TILE(7)
INT8_TILE(8)
INT8_TILE(9)
INT8_TILE(10)
INT8_TILE(11)
INT8_TILE(12)
INT8_TILE(13)
INT8_TILE(14)
#endif
#undef INT8_TILE

static int8_tile_function *const int8_tiles[] = {
    int8_tile_1, int8_tile_2, int8_tile_3,
#if INT8_ROWS >= 6
    int8_tile_4, int8_tile_5, int8_tile_6,
#endif
#if INT8_ROWS >= 14
    int8_tile_7, int8_tile_8, int8_tile_9, int8_tile_10, int8_tile_11, int8_tile_12, int8_tile_13, int8_tile_14,
#endif
};
_Static_assert(sizeof int8_tiles / sizeof int8_tiles[0] == INT8_ROWS, "a function for every number of rows");

static void int8_product_block(const bertune_int8_product *p, size_t first_row, size_t rows, size_t first_panel,
                               size_t panels) {
    size_t tiles = (rows + INT8_ROWS - 1) / INT8_ROWS, tile_size = tiles ? (rows + tiles - 1) / tiles : 0;
    size_t groups = int8_groups(p->depth), stride = int8_row_words(p->depth), words = int8_panel_words(p->depth);
    for (size_t i = 0; i < rows; i += tile_size) {
        size_t row = first_row + i, count = rows - i < tile_size ? rows - i : tile_size;
        const int32_t *a = (const int32_t *)p->left + row * stride;
        for (size_t panel = first_panel; panel < first_panel + panels; panel++) {
            const int32_t *weights = (const int32_t *)p->packed + panel * words;
            size_t column = panel * INT8_PANEL, width = p->columns - column;
            const float *bias = p->bias ? p->bias + column : NULL;
            float *c = p->result + row * p->result_stride + column;
            if (width >= INT8_PANEL) {
                int8_tiles[count - 1](a, stride, p->left_scales + row, weights, groups, c, p->result_stride, bias);
                if (p->activation != BERTUNE_ACTIVATION_NONE)
                    bias_activation(c, p->result_stride, NULL, NULL, 0, count, INT8_PANEL, p->activation);
                continue;
            }
            // The panel that the result ends within.
            float edge[INT8_ROWS * INT8_PANEL], edge_bias[INT8_PANEL] = {0};
            if (bias) memcpy(edge_bias, bias, width * sizeof *bias);
            int8_tiles[count - 1](a, stride, p->left_scales + row, weights, groups, edge, INT8_PANEL, edge_bias);
            if (p->activation != BERTUNE_ACTIVATION_NONE)
                bias_activation(edge, INT8_PANEL, NULL, NULL, 0, count, INT8_PANEL, p->activation);
            for (size_t r = 0; r < count; r++)
                memcpy(c + r * p->result_stride, edge + r * INT8_PANEL, width * sizeof *edge);
        }
    }
}

const bertune_int8_table INT8_TABLE = {
    .name = INT8_NAME,
    .panel_width = int8_panel_width,
    .panel_words = int8_panel_words,
    .row_words = int8_row_words,
    .quantize_rows = int8_quantize_rows,
    .pack_panels = int8_pack_panels,
    .product_block = int8_product_block,
};

#endif
