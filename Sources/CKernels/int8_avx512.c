// The 8-bit kernels for x86-64 with AVX-512 but without VNNI: two terms a lane, in 16 bits.
#if defined(__x86_64__)
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"))),                  \
                             apply_to = function)
#define INT8_TABLE bertune_int8_avx512
#define INT8_NAME "AVX-512"
#define INT8_GROUP 2
#define INT8_OFFSET 0
#define INT8_ROWS 14
#define INT8_VECTORS 2
#include "vector.h"
typedef short pairs_of_16 __attribute__((__vector_size__(64)));
KERNEL vint int8_dot(vint sum, vint row, vint weight) {
    return sum + (vint)__builtin_ia32_pmaddwd512((pairs_of_16)row, (pairs_of_16)weight);
}
#include "int8_product.h"
#pragma clang attribute pop
#endif
