// Matrix products, C (+)= A B, in the way of Goto and van de Geijn ("Anatomy of high-performance matrix
// multiplication", 2008): a tile of C stays in registers while one pass over the depth adds to it.
//
// B is packed once for the whole product (or once for all, where it is a weight that does not change), in panels as
// wide as a tile; every tile of rows is copied to a fixed place on its way, which keeps it in the first-level cache
// whatever the distance between its rows was. Each element of C is the sum of the same sums, one a block of the depth,
// whatever tile or piece it falls into: results depend neither on the threads nor on what else is in the batch.
#ifndef BERTUNE_MATRIX_PRODUCT_H
#define BERTUNE_MATRIX_PRODUCT_H

#include "activation.h"

// PRODUCT_ROWS x PRODUCT_VECTORS vectors of sums fill the registers of the instruction set.
enum {
    PANEL = PRODUCT_VECTORS * LANES,
    // Terms that are added up one after the other: sums of sums lose less to rounding than one long one. It is also
    // what of a panel, and of a tile's rows, about fits the first-level cache.
    DEPTH_BLOCK = 192,
    ROW_STRIDE = DEPTH_BLOCK + LANES,    // of a copied tile; no power of two, so that rows share no cache set
    COLUMN_STRIDE = LANES,               // of a tile that was copied from columns
};
_Static_assert(PRODUCT_ROWS <= LANES, "a copied column of a tile is one vector");

/// One tile: `rows` x PANEL of C (+)= A B, with A at a[i * row + k * column]. What lies `ahead` bytes on, unless that is
/// 0, is fetched while a row of the panel is used: into the second-level cache, for the first has no room to spare.
KERNEL void tile_product(const float *a, size_t row, size_t column, const float *panel, size_t ahead, size_t depth,
                         float *c, size_t ldc, bool accumulate, int rows) {
    vfloat sum[PRODUCT_ROWS][PRODUCT_VECTORS];
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < PRODUCT_VECTORS; j++) sum[i][j] = 0.0f;
    for (size_t k = 0; k < depth; k++) {
        vfloat b[PRODUCT_VECTORS];
        if (ahead)
#pragma clang loop unroll(full)
            for (int j = 0; j < PRODUCT_VECTORS; j++)
                __builtin_prefetch((const void *)((uintptr_t)(panel + k * PANEL + (size_t)j * LANES) + ahead), 0, 2);
#pragma clang loop unroll(full)
        for (int j = 0; j < PRODUCT_VECTORS; j++) b[j] = load(panel + k * PANEL + (size_t)j * LANES);
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i++) {
            vfloat factor = a[(size_t)i * row + k * column];
#pragma clang loop unroll(full)
            for (int j = 0; j < PRODUCT_VECTORS; j++) sum[i][j] += factor * b[j];
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < PRODUCT_VECTORS; j++) {
            float *target = c + (size_t)i * ldc + (size_t)j * LANES;
            store(target, accumulate ? load(target) + sum[i][j] : sum[i][j]);
        }
}

/// A, the distance of its rows, a panel, how far ahead of it to fetch, the depth, C, the distance of its rows, whether
/// C is added to.
typedef void tile_function(const float *, size_t, const float *, size_t, size_t, float *, size_t, bool);

// One function for each number of rows and each way the tile lies: the sums have to be named at compile time.
#define TILE(n)                                                                                                       \
    static void row_tile_##n(const float *a, size_t stride, const float *panel, size_t ahead, size_t depth, float *c, \
                             size_t ldc, bool more) {                                                                 \
        tile_product(a, stride, 1, panel, ahead, depth, c, ldc, more, n);                                             \
    }                                                                                                                 \
    static void column_tile_##n(const float *a, size_t stride, const float *panel, size_t ahead, size_t depth,        \
                                float *c, size_t ldc, bool more) {                                                    \
        tile_product(a, 1, stride, panel, ahead, depth, c, ldc, more, n);                                             \
    }
TILE(1)
TILE(2)
TILE(3)
#if PRODUCT_ROWS >= 6
TILE(4)
TILE(5)
TILE(6)
#endif
#if PRODUCT_ROWS >= 14
TILE(7)
TILE(8)
TILE(9)
TILE(10)
TILE(11)
TILE(12)
TILE(13)
TILE(14)
#endif
#undef TILE

static tile_function *const row_tiles[] = {
    row_tile_1,  row_tile_2,  row_tile_3,
#if PRODUCT_ROWS >= 6
    row_tile_4,  row_tile_5,  row_tile_6,
#endif
#if PRODUCT_ROWS >= 14
    row_tile_7,  row_tile_8,  row_tile_9,  row_tile_10, row_tile_11, row_tile_12, row_tile_13, row_tile_14,
#endif
};
static tile_function *const column_tiles[] = {
    column_tile_1,  column_tile_2,  column_tile_3,
#if PRODUCT_ROWS >= 6
    column_tile_4,  column_tile_5,  column_tile_6,
#endif
#if PRODUCT_ROWS >= 14
    column_tile_7,  column_tile_8,  column_tile_9,  column_tile_10, column_tile_11, column_tile_12, column_tile_13,
    column_tile_14,
#endif
};
_Static_assert(sizeof row_tiles / sizeof row_tiles[0] == PRODUCT_ROWS, "a function for every number of rows");

static size_t product_panel_width(void) { return PANEL; }

// One round of a 16 x 16 transposition: lanes change places between rows that are `distance` apart.
#define EXCHANGE(target, source, distance, ...)                                                                      \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < LANES; i++) if (!(i & (distance))) {                      \
        exchange_##distance(source[i], source[i + (distance)], &target[i], &target[i + (distance)]);                 \
    }

KERNEL void exchange_8(vfloat a, vfloat b, vfloat *low, vfloat *high) {
    *low = __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    *high = __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
}
KERNEL void exchange_4(vfloat a, vfloat b, vfloat *low, vfloat *high) {
    *low = __builtin_shufflevector(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27);
    *high = __builtin_shufflevector(a, b, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
}
KERNEL void exchange_2(vfloat a, vfloat b, vfloat *low, vfloat *high) {
    *low = __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
    *high = __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
}
KERNEL void exchange_1(vfloat a, vfloat b, vfloat *low, vfloat *high) {
    *low = __builtin_shufflevector(a, b, 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30);
    *high = __builtin_shufflevector(a, b, 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
}

/// Sixteen columns of a panel from sixteen rows of the transposed operand.
KERNEL void pack_square(float *target, const float *source, size_t stride) {
    vfloat rows[LANES], halves[LANES];
#pragma clang loop unroll(full)
    for (int i = 0; i < LANES; i++) rows[i] = load(source + (size_t)i * stride);
    EXCHANGE(halves, rows, 8)
    EXCHANGE(rows, halves, 4)
    EXCHANGE(halves, rows, 2)
    EXCHANGE(rows, halves, 1)
#pragma clang loop unroll(full)
    for (int i = 0; i < LANES; i++) store(target + (size_t)i * PANEL, rows[i]);
}
#undef EXCHANGE

/// Up to sixteen columns of a panel, `right` being transposed: column j of B is row j of memory.
static void pack_transposed_columns(float *target, const float *right, size_t stride, size_t depth, size_t columns) {
    size_t k = 0;
    if (columns >= LANES)
        for (; k + LANES <= depth; k += LANES) pack_square(target + k * PANEL, right + k, stride);
    for (; k < depth; k++)
        for (size_t j = 0; j < LANES; j++) target[k * PANEL + j] = j < columns ? right[j * stride + k] : 0.0f;
}

/// Panels of an operand that lies as it is used: its rows are read from end to end.
static void pack_rows_of_panels(float *packed, const float *right, size_t stride, size_t depth, size_t columns,
                                size_t first_panel, size_t panels) {
    for (size_t k = 0; k < depth; k++)
        for (size_t panel = first_panel; panel < first_panel + panels; panel++)
            for (size_t j = 0; j < PANEL; j += LANES) {
                size_t column = panel * PANEL + j, width = column < columns ? columns - column : 0;
                vfloat value = 0;
                if (width >= LANES)
                    value = load(right + k * stride + column);
                else if (width)
                    value = load_partial(right + k * stride + column, width);
                store(packed + (panel * depth + k) * PANEL + j, value);
            }
}

static void pack_panels(float *packed, const float *right, size_t stride, bool transposed, size_t depth,
                        size_t columns, size_t first_panel, size_t panels) {
    if (!transposed) {
        pack_rows_of_panels(packed, right, stride, depth, columns, first_panel, panels);
        return;
    }
    for (size_t panel = first_panel; panel < first_panel + panels; panel++)
        for (size_t j = 0; j < PANEL; j += LANES) {
            size_t column = panel * PANEL + j, width = column < columns ? columns - column : 0;
            pack_transposed_columns(packed + panel * PANEL * depth + j, right + column * stride, stride, depth, width);
        }
}

/// A tile of A, copied: rows by rows, or, if A is transposed in memory, columns by columns.
KERNEL void copy_tile(float *tile, const bertune_product *p, size_t first_row, size_t rows, size_t first, size_t depth) {
    if (!p->left_transposed) {
        const float *source = p->left + first_row * p->left_stride + first;
        for (size_t i = 0; i < rows; i++) memcpy(tile + i * ROW_STRIDE, source + i * p->left_stride, depth * sizeof *tile);
        return;
    }
    const float *source = p->left + first * p->left_stride + first_row;
    // Whole vectors are read where the matrix has them; what is too much is not used.
    if (first_row + LANES <= p->rows)
        for (size_t k = 0; k < depth; k++) store(tile + k * COLUMN_STRIDE, load(source + k * p->left_stride));
    else
        for (size_t k = 0; k < depth; k++)
            store(tile + k * COLUMN_STRIDE, load_partial(source + k * p->left_stride, rows));
}

/// The rows of a tile times a block of one panel, which the matrix C may end within.
static void tile_times_panel(const bertune_product *p, tile_function *tile_rows, const float *tile, size_t stride,
                             size_t row, size_t rows, size_t column, size_t first, size_t depth, size_t ahead) {
    const float *panel = p->packed + column * p->depth + first * PANEL;
    float *c = p->result + row * p->result_stride + column;
    bool accumulate = first > 0 || p->accumulate;
    if (column + PANEL <= p->columns) {
        tile_rows(tile, stride, panel, ahead, depth, c, p->result_stride, accumulate);
        return;
    }
    float edge[PRODUCT_ROWS * PANEL];
    size_t columns = p->columns - column;
    if (accumulate)
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < columns; j++) edge[i * PANEL + j] = c[i * p->result_stride + j];
            for (size_t j = columns; j < PANEL; j++) edge[i * PANEL + j] = 0;
        }
    tile_rows(tile, stride, panel, ahead, depth, edge, PANEL, accumulate);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) c[i * p->result_stride + j] = edge[i * PANEL + j];
}

KERNEL size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/// Bias and activation of finished rows.
static void finish_rows(const bertune_product *p, size_t row, size_t rows, size_t first_column, size_t end_column) {
    if (!p->bias && p->activation == BERTUNE_ACTIVATION_NONE) return;
    size_t place = row * p->result_stride + first_column;
    bias_activation(p->result + place, p->result_stride, p->bias ? p->bias + first_column : NULL,
                    p->derivative ? p->derivative + place : NULL, p->result_stride, rows, end_column - first_column,
                    p->activation);
}

/// Panels past many tiles: what of the panels is used stays in the second-level cache meanwhile.
static void tiles_times_panels(const bertune_product *p, size_t first_row, size_t rows, size_t tile_size,
                               size_t first_column, size_t end_column) {
    float tile[PRODUCT_ROWS * ROW_STRIDE > DEPTH_BLOCK * COLUMN_STRIDE ? PRODUCT_ROWS * ROW_STRIDE
                                                                       : DEPTH_BLOCK * COLUMN_STRIDE];
    tile_function *const *functions = p->left_transposed ? column_tiles : row_tiles;
    size_t stride = p->left_transposed ? COLUMN_STRIDE : ROW_STRIDE;
    for (size_t first = 0; first < p->depth; first += DEPTH_BLOCK) {
        size_t depth = smaller(p->depth - first, DEPTH_BLOCK);
        for (size_t i = 0; i < rows; i += tile_size) {
            size_t row = first_row + i, count = smaller(rows - i, tile_size);
            copy_tile(tile, p, row, count, first, depth);
            for (size_t j = first_column; j < end_column; j += PANEL)
                tile_times_panel(p, functions[count - 1], tile, stride, row, count, j, first, depth, 0);
            if (first + depth == p->depth) finish_rows(p, row, count, first_column, end_column);
        }
    }
}

/// Panels past a tile or two, as for one sentence: there the panels, which come from memory, take longer than the sums.
/// They are read from end to end, and fetched well ahead.
static void few_rows_times_panels(const bertune_product *p, size_t first_row, size_t rows, size_t tile_size,
                                  size_t first_column, size_t end_column) {
    const size_t ahead = 64 * PANEL * sizeof(float);
    for (size_t j = first_column; j < end_column; j += PANEL)
        for (size_t first = 0; first < p->depth; first += DEPTH_BLOCK)
            for (size_t i = 0; i < rows; i += tile_size) {
                size_t row = first_row + i, count = smaller(rows - i, tile_size);
                tile_times_panel(p, row_tiles[count - 1], p->left + row * p->left_stride + first, p->left_stride, row,
                                 count, j, first, smaller(p->depth - first, DEPTH_BLOCK), i == 0 ? ahead : 0);
            }
    finish_rows(p, first_row, rows, first_column, end_column);
}

static void product_block(const bertune_product *p, size_t first_row, size_t rows, size_t first_panel,
                          size_t panels) {
    // Tiles of even size: 16 rows are 8 and 8, not 14 and 2, which would leave the multipliers idle.
    size_t tiles = (rows + PRODUCT_ROWS - 1) / PRODUCT_ROWS, tile_size = tiles ? (rows + tiles - 1) / tiles : 0;
    size_t first_column = first_panel * PANEL, end_column = smaller(first_column + panels * PANEL, p->columns);
    if (tiles <= 2 && !p->left_transposed)
        few_rows_times_panels(p, first_row, rows, tile_size, first_column, end_column);
    else
        tiles_times_panels(p, first_row, rows, tile_size, first_column, end_column);
}

#endif
