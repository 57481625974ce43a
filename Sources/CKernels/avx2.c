// The kernels for x86-64 with AVX2 and FMA.
#if defined(__x86_64__)
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define VARIANT_TABLE bertune_table_avx2
#define VARIANT_NAME "AVX2"
#define NOISE_GROUPS 1
#define TILE_VECTORS 1
#define PRODUCT_ROWS 6
#define PRODUCT_VECTORS 1
#include "variant.h"
#pragma clang attribute pop
#endif
