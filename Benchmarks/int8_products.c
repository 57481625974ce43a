// Times the matrix products of 8 bits beside those of floats, on one thread.
//
//   clang -O2 -ISources/CKernels/include Benchmarks/int8_products.c Sources/CKernels/*.c -lm -o /tmp/int8
//   /tmp/int8 [instruction set of 8 bits] [instruction set of floats]
//
// The shapes are the linear layers of all-MiniLM-L6-v2 and of BERT-base, for a sentence of 16 tokens and for 512 tokens.
// Weights are packed beforehand, as in prediction; the quantising of the rows counts. A figure is the best of seven
// rounds, in billions of multiplications and additions a second of processor time.
#include "CKernels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
    size_t rows, columns, depth;
    float *left, *bias, *exact, *rounded, *packed, *scales;
    int32_t *quantized, *packed_int8;
} operands;

static float *numbers(size_t count) {
    float *values = malloc(count * sizeof *values);
    for (size_t i = 0; i < count; i++) values[i] = (float)rand() / (float)RAND_MAX - 0.5f;
    return values;
}

static operands make(size_t rows, size_t columns, size_t depth) {
    operands o = {.rows = rows, .columns = columns, .depth = depth};
    o.left = numbers(rows * depth);
    o.bias = numbers(columns);
    o.exact = malloc(rows * columns * sizeof(float));
    o.rounded = malloc(rows * columns * sizeof(float));
    float *weight = numbers(columns * depth);
    size_t width = bertune_product_panel_width(), panels = (columns + width - 1) / width;
    o.packed = malloc(panels * width * depth * sizeof(float));
    bertune_pack_panels(o.packed, weight, depth, true, depth, columns, 0, panels);
    size_t int8_panels = (columns + bertune_int8_panel_width() - 1) / bertune_int8_panel_width();
    o.quantized = malloc(rows * bertune_int8_row_words(depth) * sizeof(int32_t));
    o.scales = malloc(rows * sizeof(float));
    o.packed_int8 = malloc(int8_panels * bertune_int8_panel_words(depth) * sizeof(int32_t));
    bertune_int8_pack_panels(o.packed_int8, weight, depth, depth, columns, 0, int8_panels, o.quantized);
    free(weight);
    return o;
}

static void release(operands o) {
    free(o.left), free(o.bias), free(o.exact), free(o.rounded);
    free(o.packed), free(o.scales), free(o.quantized), free(o.packed_int8);
}

// Blocks of 112 rows by 8 panels, as `ProductPartition` cuts them for one thread.
#define BLOCKS(o, width, call)                                                                                        \
    for (size_t row = 0; row < o.rows; row += 112)                                                                    \
        for (size_t panel = 0, all = (o.columns + width - 1) / width; panel < all; panel += 8)                        \
            call(&product, row, o.rows - row < 112 ? o.rows - row : 112, panel, all - panel < 8 ? all - panel : 8);

static void multiply_floats(operands o, int activation) {
    bertune_product product = {.left = o.left, .left_stride = o.depth, .packed = o.packed, .result = o.exact,
                               .result_stride = o.columns, .rows = o.rows, .columns = o.columns, .depth = o.depth,
                               .bias = o.bias, .activation = activation};
    BLOCKS(o, bertune_product_panel_width(), bertune_product_block)
}

static void multiply_int8(operands o, int activation) {
    bertune_int8_quantize_rows(o.quantized, o.scales, o.left, o.depth, o.rows, o.depth);
    bertune_int8_product product = {.left = o.quantized, .left_scales = o.scales, .packed = o.packed_int8,
                                    .bias = o.bias, .result = o.rounded, .result_stride = o.columns, .rows = o.rows,
                                    .columns = o.columns, .depth = o.depth, .activation = activation};
    BLOCKS(o, bertune_int8_panel_width(), bertune_int8_product_block)
}

static double processor_seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static double rate(operands o, void (*multiply)(operands, int), int activation) {
    double operations = 2.0 * (double)o.rows * (double)o.columns * (double)o.depth, best = 0;
    int repetitions = (int)(3e8 / operations) + 1;
    for (int round = 0; round < 7; round++) {
        double start = processor_seconds();
        for (int i = 0; i < repetitions; i++) multiply(o, activation);
        double reached = operations * repetitions / (processor_seconds() - start) * 1e-9;
        if (reached > best) best = reached;
    }
    return best;
}

int main(int count, char **arguments) {
    if ((count > 1 && !bertune_int8_kernels_force(arguments[1])) ||
        (count > 2 && !bertune_kernels_force(arguments[2]))) {
        fprintf(stderr, "this processor has no such instruction set\n");
        return 64;
    }
    printf("8 bits: %s; floats: %s\n", bertune_int8_kernels_name(), bertune_kernels_name());
    static const size_t layers[][2] = {{1152, 384}, {1536, 384}, {384, 1536}, {2304, 768}, {3072, 768}, {768, 3072}};
    for (size_t rows = 16; rows <= 512; rows *= 32)
        for (size_t i = 0; i < sizeof layers / sizeof layers[0]; i++) {
            operands o = make(rows, layers[i][0], layers[i][1]);
            double floats = rate(o, multiply_floats, 0), bytes = rate(o, multiply_int8, 0);
            double error = 0, size = 0;
            for (size_t j = 0; j < rows * o.columns; j++) {
                error += (o.exact[j] - o.rounded[j]) * (o.exact[j] - o.rounded[j]);
                size += o.exact[j] * o.exact[j];
            }
            printf("%3zu x %4zu x %4zu: floats %4.0f, 8 bits %4.0f (%.2f x), error %.2f %%", rows, o.columns, o.depth,
                   floats, bytes, bytes / floats, 100 * sqrt(error / size));
            floats = rate(o, multiply_floats, BERTUNE_ACTIVATION_GELU);
            bytes = rate(o, multiply_int8, BERTUNE_ACTIVATION_GELU);
            printf("; with GELU %4.0f, %4.0f (%.2f x)\n", floats, bytes, bytes / floats);
            release(o);
        }
    return 0;
}
