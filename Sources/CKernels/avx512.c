// The kernels for x86-64 with AVX-512 (F, BW, DQ, VL).
#if defined(__x86_64__)
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"))),                  \
                             apply_to = function)
#define VARIANT_TABLE bertune_table_avx512
#define VARIANT_NAME "AVX-512"
#define NOISE_GROUPS 2
#define TILE_VECTORS 2
#define PRODUCT_ROWS 14
#define PRODUCT_VECTORS 2
#include "variant.h"
#pragma clang attribute pop
#endif
