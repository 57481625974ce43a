// Embedding look-up and its scattered gradient.
#ifndef BERTUNE_EMBEDDING_H
#define BERTUNE_EMBEDDING_H

#include "vector.h"

static void embedding_sum(float *output, const float *word, const float *position, const float *type,
                          const int32_t *word_ids, const int32_t *position_ids, const int32_t *type_ids, size_t rows,
                          size_t columns) {
    for (size_t r = 0; r < rows; r++) {
        const float *w = word + (size_t)word_ids[r] * columns;
        const float *p = position + (size_t)position_ids[r] * columns;
        const float *t = type + (size_t)type_ids[r] * columns;
        float *y = output + r * columns;
        for (size_t c = 0; c < columns; c++) y[c] = (w[c] + t[c]) + p[c];
    }
}

static void embedding_scatter(float *table, const float *gradient, const int32_t *ids, size_t rows, size_t columns,
                              size_t first, size_t count, int32_t skipped_id) {
    for (size_t r = 0; r < rows; r++) {
        if (ids[r] == skipped_id) continue;
        float *target = table + (size_t)ids[r] * columns + first;
        const float *source = gradient + r * columns + first;
        for (size_t c = 0; c < count; c++) target[c] += source[c];
    }
}

#endif
