// The 8-bit kernels for x86-64 with AVX2 and AVX-VNNI: as with AVX-512's VNNI, in narrower registers.
#if defined(__x86_64__)
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx2,fma,avxvnni"))), apply_to = function)
#define INT8_TABLE bertune_int8_avx2_vnni
#define INT8_NAME "AVX2 VNNI"
#define INT8_GROUP 4
#define INT8_OFFSET 128
#define INT8_ROWS 6
#define INT8_VECTORS 1
#include "vector.h"
typedef int eight_sums __attribute__((__vector_size__(32)));
KERNEL vint int8_dot(vint sum, vint row, vint weight) {
    vint result;
    result.lo = __builtin_ia32_vpdpbusd256((eight_sums)sum.lo, (eight_sums)row.lo, (eight_sums)weight.lo);
    result.hi = __builtin_ia32_vpdpbusd256((eight_sums)sum.hi, (eight_sums)row.hi, (eight_sums)weight.hi);
    return result;
}
#include "int8_product.h"
#pragma clang attribute pop
#endif
