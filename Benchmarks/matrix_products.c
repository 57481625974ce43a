// Times the matrix products of CKernels beside those of OpenBLAS, on one thread.
//
//   clang -O2 -ISources/CKernels/include Benchmarks/matrix_products.c Sources/CKernels/*.c -lopenblas -lm -o /tmp/products
//   /tmp/products [instruction set]
//   /tmp/products --list ROUNDS THREADS < products.txt
//
// The shapes are those of a training step of all-MiniLM-L6-v2 (16 texts of 53 tokens) and of BERT-base, and of one
// sentence. Both libraries compute the whole product in one process, in turn; a figure is the best of seven rounds, in
// billions of multiplications and additions a second of processor time. "packed" leaves out the packing of the right
// operand, which a weight that doesn't change needs but once.
//
// With --list OpenBLAS alone computes the products that are read, a line each: what it is for (output, inputGradient or
// weightGradient), rows, columns, depth, and how often. It prints the seconds that each round of all products took by
// the clock, and of all threads together.
#include "CKernels.h"

#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void openblas_set_num_threads(int);

typedef struct {
    const char *name;
    size_t rows, columns, depth;
    bool left_transposed, right_transposed;
} shape;

static const shape shapes[] = {
    {"MiniLM forward, inner layer", 848, 1536, 384, false, true},
    {"MiniLM forward, outer layer", 848, 384, 1536, false, true},
    {"MiniLM forward, query key value", 848, 1152, 384, false, true},
    {"MiniLM input gradient, inner layer", 848, 384, 1536, false, false},
    {"MiniLM input gradient, outer layer", 848, 1536, 384, false, false},
    {"MiniLM weight gradient, inner layer", 1536, 384, 848, true, false},
    {"MiniLM weight gradient, outer layer", 384, 1536, 848, true, false},
    {"BERT-base forward, inner layer", 2048, 3072, 768, false, true},
    {"BERT-base input gradient, inner layer", 2048, 768, 3072, false, false},
    {"BERT-base weight gradient, inner layer", 3072, 768, 2048, true, false},
    {"MiniLM, one sentence of 16 tokens", 16, 1536, 384, false, true},
    {"BERT-base, one sentence of 16 tokens", 16, 3072, 768, false, true},
};

static double seconds_of(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double processor_seconds(void) { return seconds_of(CLOCK_THREAD_CPUTIME_ID); }

static float *random_floats(size_t count) {
    float *values = malloc(count * sizeof *values);
    if (!values) exit(1);
    for (size_t i = 0; i < count; i++) values[i] = (float)(rand() % 2000 - 1000) * 1e-3f;
    return values;
}

static void with_openblas(const shape *s, const float *left, const float *right, float *result) {
    cblas_sgemm(CblasRowMajor, s->left_transposed ? CblasTrans : CblasNoTrans,
                s->right_transposed ? CblasTrans : CblasNoTrans, (int)s->rows, (int)s->columns, (int)s->depth, 1, left,
                (int)(s->left_transposed ? s->rows : s->depth), right,
                (int)(s->right_transposed ? s->depth : s->columns), 0, result, (int)s->columns);
}

static void packed_product(const shape *s, const float *left, const float *packed, float *result, size_t panels) {
    const size_t row_block = 112, panel_block = 32;  // as ProductPartition has them
    bertune_product product = {
        .left = left,
        .left_stride = s->left_transposed ? s->rows : s->depth,
        .left_transposed = s->left_transposed,
        .packed = packed,
        .result = result,
        .result_stride = s->columns,
        .rows = s->rows,
        .columns = s->columns,
        .depth = s->depth,
        .activation = BERTUNE_ACTIVATION_NONE,
    };
    for (size_t j = 0; j < panels; j += panel_block)
        for (size_t i = 0; i < s->rows; i += row_block)
            bertune_product_block(&product, i, s->rows - i < row_block ? s->rows - i : row_block, j,
                                  panels - j < panel_block ? panels - j : panel_block);
}

static void measure(const shape *s) {
    const size_t width = bertune_product_panel_width(), panels = (s->columns + width - 1) / width;
    float *left = random_floats(s->rows * s->depth), *right = random_floats(s->depth * s->columns);
    float *packed = random_floats(panels * width * s->depth), *result = random_floats(s->rows * s->columns);
    const double operations = 2.0 * (double)s->rows * (double)s->columns * (double)s->depth;
    const int repetitions = (int)(1e9 / operations) + 1;
    double theirs = 1e9, packing = 1e9, ours = 1e9;
    for (int round = 0; round < 7; round++) {
        double times[4];
        times[0] = processor_seconds();
        for (int i = 0; i < repetitions; i++) with_openblas(s, left, right, result);
        times[1] = processor_seconds();
        for (int i = 0; i < repetitions; i++)
            bertune_pack_panels(packed, right, s->right_transposed ? s->depth : s->columns, s->right_transposed,
                                s->depth, s->columns, 0, panels);
        times[2] = processor_seconds();
        for (int i = 0; i < repetitions; i++) packed_product(s, left, packed, result, panels);
        times[3] = processor_seconds();
        if (times[1] - times[0] < theirs) theirs = times[1] - times[0];
        if (times[2] - times[1] < packing) packing = times[2] - times[1];
        if (times[3] - times[2] < ours) ours = times[3] - times[2];
    }
    const double scale = operations * repetitions * 1e-9;
    printf("| %s | %zu x %zu x %zu | %.0f | %.0f | %.0f | %.2f |\n", s->name, s->rows, s->columns, s->depth,
           scale / theirs, scale / (ours + packing), scale / ours, theirs / (ours + packing));
    free(left);
    free(right);
    free(packed);
    free(result);
}

typedef struct {
    shape shape;
    int count;
    float *left, *right, *result;
} listed;

// The products on standard input, with operands; returns how many, or -1 for a line that is none.
static int read_list(listed *products, int limit) {
    char purpose[32];
    int found = 0;
    for (listed *next = products; found < limit; next++, found++) {
        shape *s = &next->shape;
        const int fields =
            scanf("%31s %zu %zu %zu %d", purpose, &s->rows, &s->columns, &s->depth, &next->count);
        if (fields == EOF) break;
        if (fields != 5) return -1;
        s->right_transposed = strcmp(purpose, "output") == 0;
        s->left_transposed = strcmp(purpose, "weightGradient") == 0;
        next->left = random_floats(s->rows * s->depth);
        next->right = random_floats(s->depth * s->columns);
        next->result = random_floats(s->rows * s->columns);
    }
    return found;
}

static int time_list(int rounds, int threads) {
    static listed products[256];
    const int count = read_list(products, 256);
    if (count < 1) {
        fprintf(stderr, "standard input: expected lines of purpose, rows, columns, depth and count\n");
        return 1;
    }
    openblas_set_num_threads(threads);
    for (int round = -1; round < rounds; round++) {  // the first one warms up
        const double wall = seconds_of(CLOCK_MONOTONIC), processor = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
        for (int i = 0; i < count; i++)
            for (int j = 0; j < products[i].count; j++)
                with_openblas(&products[i].shape, products[i].left, products[i].right, products[i].result);
        if (round >= 0)
            printf("%.9f %.9f\n", seconds_of(CLOCK_MONOTONIC) - wall,
                   seconds_of(CLOCK_PROCESS_CPUTIME_ID) - processor);
    }
    return 0;
}

int main(int count, char **arguments) {
    if (count == 4 && strcmp(arguments[1], "--list") == 0) return time_list(atoi(arguments[2]), atoi(arguments[3]));
    openblas_set_num_threads(1);
    if (count > 1 && !bertune_kernels_force(arguments[1])) {
        fprintf(stderr, "this processor has no %s\n", arguments[1]);
        return 1;
    }
    printf("%s\n\n| product | rows x columns x depth | OpenBLAS | CKernels | packed | ratio |\n|---|---|--:|--:|--:|--:|\n",
           bertune_kernels_name());
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) measure(&shapes[i]);
    return 0;
}
