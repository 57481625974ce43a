// The 8-bit kernels for x86-64 with AVX-512 and its VNNI: four terms a lane and instruction, one factor unsigned.
#if defined(__x86_64__)
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma"))),       \
                             apply_to = function)
#define INT8_TABLE bertune_int8_avx512_vnni
#define INT8_NAME "AVX-512 VNNI"
#define INT8_GROUP 4
#define INT8_OFFSET 128
#define INT8_ROWS 14
#define INT8_VECTORS 2
#include "vector.h"
KERNEL vint int8_dot(vint sum, vint row, vint weight) { return __builtin_ia32_vpdpbusd512(sum, row, weight); }
#include "int8_product.h"
#pragma clang attribute pop
#endif
