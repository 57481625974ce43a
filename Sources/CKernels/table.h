// The dispatch table: one entry a kernel, one table an instruction set.
#ifndef BERTUNE_TABLE_H
#define BERTUNE_TABLE_H

#include "include/CKernels.h"

typedef struct {
    const char *name;
    void (*bias_activation)(float *, size_t, const float *, float *, size_t, size_t, size_t, int);
    void (*multiply)(float *, const float *, size_t);
    void (*add)(float *, const float *, size_t);
    void (*column_sums)(float *, const float *, size_t, size_t, size_t);
    size_t (*product_panel_width)(void);
    void (*pack_panels)(float *, const float *, size_t, bool, size_t, size_t, size_t, size_t);
    void (*product_block)(const bertune_product *, size_t, size_t, size_t, size_t);
    void (*layer_norm_forward)(float *, const float *, const float *, const float *, float *, float *, size_t, size_t,
                               float, const bertune_dropout *, uint64_t);
    void (*layer_norm_backward)(const float *, const float *, const float *, const float *, float *, float *, bool,
                                float *, float *, size_t, size_t, const bertune_dropout *, uint64_t);
    void (*dropout_bits)(uint16_t *, size_t, uint64_t, const bertune_dropout *);
    void (*dropout_rows)(float *, size_t, size_t, const bertune_dropout *, uint64_t);
    void (*attention_forward)(const float *, size_t, const float *, const float *, size_t, float *, size_t, float *,
                              float *, size_t, size_t, size_t, size_t, float, const bertune_dropout *, uint64_t,
                              float *);
    void (*attention_backward)(const float *, size_t, const float *, const float *, size_t, const float *, size_t,
                               const float *, const float *, size_t, float *, size_t, float *, float *, size_t,
                               size_t, size_t, size_t, float, const bertune_dropout *, uint64_t, float *);
    size_t (*attention_scratch)(size_t, size_t);
    void (*embedding_sum)(float *, const float *, const float *, const float *, const int32_t *, const int32_t *,
                          const int32_t *, size_t, size_t);
    void (*embedding_scatter)(float *, const float *, const int32_t *, size_t, size_t, size_t, size_t, int32_t);
    void (*adamw_step)(float *, float *, float *, float *, size_t, const bertune_adamw *);
    double (*sum_of_squares)(const float *, size_t);
} bertune_table;

extern const bertune_table bertune_table_portable;
#if defined(__x86_64__)
extern const bertune_table bertune_table_avx2;
extern const bertune_table bertune_table_avx512;
#endif

#endif
