// The 8-bit kernels for the instruction set that every processor of the architecture has.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#define INT8_TABLE bertune_int8_portable
#if defined(__aarch64__)
#define INT8_NAME "NEON"
#define INT8_ROWS 6
#else
#define INT8_NAME "portable"
#define INT8_ROWS 3
#endif
#define INT8_GROUP 2
#define INT8_OFFSET 0
#define INT8_VECTORS 1
#include "vector.h"

#if defined(__SSE2__)
typedef int four_sums __attribute__((ext_vector_type(4)));
typedef short pairs_of_4 __attribute__((__vector_size__(16)));
KERNEL four_sums pair_products(four_sums row, four_sums weight) {
    return (four_sums)__builtin_ia32_pmaddwd128((pairs_of_4)row, (pairs_of_4)weight);
}
KERNEL vint int8_dot(vint sum, vint row, vint weight) {
    vint products;
    products.lo.lo = pair_products(row.lo.lo, weight.lo.lo);
    products.lo.hi = pair_products(row.lo.hi, weight.lo.hi);
    products.hi.lo = pair_products(row.hi.lo, weight.hi.lo);
    products.hi.hi = pair_products(row.hi.hi, weight.hi.hi);
    return sum + products;
}
#else
// The lower and the upper 16 bits of each lane, with their signs.
KERNEL vint int8_dot(vint sum, vint row, vint weight) {
    return sum + (row << 16 >> 16) * (weight << 16 >> 16) + (row >> 16) * (weight >> 16);
}
#endif
#include "int8_product.h"
