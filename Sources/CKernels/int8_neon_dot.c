// The 8-bit kernels for arm64 with the dot product of four signed bytes a lane (Armv8.2, FEAT_DotProd).
#if defined(__aarch64__)
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <arm_neon.h>
#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)
#define INT8_TABLE bertune_int8_neon_dot
#define INT8_NAME "NEON dot product"
#define INT8_GROUP 4
#define INT8_OFFSET 0
#define INT8_ROWS 6
#define INT8_VECTORS 1
#include "vector.h"
typedef int32_t four_sums __attribute__((ext_vector_type(4)));
KERNEL four_sums dot_of_4(four_sums sum, four_sums row, four_sums weight) {
    return (four_sums)vdotq_s32((int32x4_t)sum, (int8x16_t)row, (int8x16_t)weight);
}
KERNEL vint int8_dot(vint sum, vint row, vint weight) {
    vint result;
    result.lo.lo = dot_of_4(sum.lo.lo, row.lo.lo, weight.lo.lo);
    result.lo.hi = dot_of_4(sum.lo.hi, row.lo.hi, weight.lo.hi);
    result.hi.lo = dot_of_4(sum.hi.lo, row.hi.lo, weight.hi.lo);
    result.hi.hi = dot_of_4(sum.hi.hi, row.hi.hi, weight.hi.hi);
    return result;
}
#include "int8_product.h"
#pragma clang attribute pop
#endif
