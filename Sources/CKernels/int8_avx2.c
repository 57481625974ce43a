// The 8-bit kernels for x86-64 with AVX2: two terms a lane, in 16 bits. The instruction for bytes would not do, for it
// saturates: 255 * 127 * 2 is more than its sums hold.
#if defined(__x86_64__)
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define INT8_TABLE bertune_int8_avx2
#define INT8_NAME "AVX2"
#define INT8_GROUP 2
#define INT8_OFFSET 0
#define INT8_ROWS 6
#define INT8_VECTORS 1
#include "vector.h"
typedef int eight_sums __attribute__((ext_vector_type(8)));
typedef short pairs_of_8 __attribute__((__vector_size__(32)));
KERNEL vint int8_dot(vint sum, vint row, vint weight) {
    vint products;
    products.lo = (eight_sums)__builtin_ia32_pmaddwd256((pairs_of_8)row.lo, (pairs_of_8)weight.lo);
    products.hi = (eight_sums)__builtin_ia32_pmaddwd256((pairs_of_8)row.hi, (pairs_of_8)weight.hi);
    return sum + products;
}
#include "int8_product.h"
#pragma clang attribute pop
#endif
