// The dispatch table of the 8-bit kernels, which have instruction sets of their own.
#ifndef BERTUNE_INT8_TABLE_H
#define BERTUNE_INT8_TABLE_H

#include "include/CKernels.h"

typedef struct {
    const char *name;
    size_t (*panel_width)(void);
    size_t (*panel_words)(size_t);
    size_t (*row_words)(size_t);
    void (*quantize_rows)(void *, float *, const float *, size_t, size_t, size_t);
    void (*pack_panels)(void *, const float *, size_t, size_t, size_t, size_t, size_t, void *);
    void (*product_block)(const bertune_int8_product *, size_t, size_t, size_t, size_t);
} bertune_int8_table;

extern const bertune_int8_table bertune_int8_portable;
#if defined(__x86_64__)
extern const bertune_int8_table bertune_int8_avx2;
extern const bertune_int8_table bertune_int8_avx2_vnni;
extern const bertune_int8_table bertune_int8_avx512;
extern const bertune_int8_table bertune_int8_avx512_vnni;
#elif defined(__aarch64__)
extern const bertune_int8_table bertune_int8_neon_dot;
#endif

#endif
