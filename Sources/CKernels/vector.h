// Sixteen lanes at a time, on any instruction set: the compiler cuts a 64-byte vector into as many registers as the
// target needs, so one source serves AVX-512, AVX2, NEON and SSE2, with one order of lanes and so of every sum.
#ifndef BERTUNE_VECTOR_H
#define BERTUNE_VECTOR_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// a * b + c may become one fused instruction where the target has it.
#pragma clang fp contract(fast)
// Every function that takes or returns a vector is inlined, so no call depends on how vectors are passed.
#pragma clang diagnostic ignored "-Wpsabi"

enum { LANES = 16 };

typedef float vfloat __attribute__((ext_vector_type(16)));
typedef float vfloat8 __attribute__((ext_vector_type(8)));
typedef float vfloat4 __attribute__((ext_vector_type(4)));
typedef int32_t vint __attribute__((ext_vector_type(16)));
typedef uint32_t vuint __attribute__((ext_vector_type(16)));
typedef uint64_t vulong __attribute__((ext_vector_type(8)));

#define KERNEL static inline __attribute__((always_inline))

KERNEL vfloat load(const float *source) {
    vfloat value;
    memcpy(&value, source, sizeof value);
    return value;
}

KERNEL void store(float *target, vfloat value) { memcpy(target, &value, sizeof value); }

// Loops over a row call their body with the constant width 16 for whole vectors and with what is left for the last
// one, so that the compiler makes plain loads and stores of all but the last.

/// The first `count` (0 to 16) lanes from memory, the rest zero.
KERNEL vfloat load_partial(const float *source, size_t count) {
    if (count >= LANES) return load(source);
    vfloat value = 0;
    float lanes[LANES] = {0};
    for (size_t i = 0; i < count; i++) lanes[i] = source[i];
    memcpy(&value, lanes, sizeof value);
    return value;
}

KERNEL void store_partial(float *target, vfloat value, size_t count) {
    if (count >= LANES) {
        store(target, value);
        return;
    }
    float lanes[LANES];
    memcpy(lanes, &value, sizeof lanes);
    for (size_t i = 0; i < count; i++) target[i] = lanes[i];
}

/// a * b, rounded: never one half of a fused instruction.
KERNEL vfloat rounded_product(vfloat a, vfloat b) {
#pragma clang fp contract(off)
    return a * b;
}

/// a + b, rounded: never the other half, which arm64's code generator makes of any product that it finds.
KERNEL vfloat rounded_sum(vfloat a, vfloat b) {
#pragma clang fp contract(off)
    return a + b;
}

// A comparison with NaN is false, so a NaN in the second operand comes through: faults must not be hidden.
KERNEL vfloat maximum(vfloat a, vfloat b) { return a > b ? a : b; }
KERNEL vfloat minimum(vfloat a, vfloat b) { return a < b ? a : b; }

KERNEL vint bits_of(vfloat value) {
    vint bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

KERNEL vfloat float_of(vint bits) {
    vfloat value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/// The sum of the lanes, pairwise: the upper half is added to the lower until one is left.
KERNEL float sum_lanes(vfloat v) {
    vfloat8 eight = v.lo + v.hi;
    vfloat4 four = eight.lo + eight.hi;
    return (four.x + four.z) + (four.y + four.w);
}

KERNEL float maximum_lane(vfloat v) {
    vfloat8 eight = v.lo > v.hi ? v.lo : v.hi;
    vfloat4 four = eight.lo > eight.hi ? eight.lo : eight.hi;
    float even = four.x > four.z ? four.x : four.z, odd = four.y > four.w ? four.y : four.w;
    return even > odd ? even : odd;
}

/// The first `count` lanes of `value`, and `other` in the rest.
KERNEL vfloat first_lanes(vfloat value, size_t count, float other) {
    const vint lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    return lane < (int32_t)count ? value : (vfloat)other;
}

/// e^x to about one unit in the last place; underflows to zero, saturates near the largest float.
KERNEL vfloat exponential(vfloat x) {
    vfloat clamped = minimum((vfloat)(88.72f), maximum((vfloat)(-104.0f), x));
    // x = n ln 2 + r with |r| <= ln 2 / 2; adding and taking away 1.5 * 2^23 rounds to an integer.
    vfloat shifted = clamped * 1.44269504f + 12582912.0f;
    vint n = bits_of(shifted) - 0x4B400000;
    vfloat whole = shifted - 12582912.0f;
    vfloat r = clamped - whole * 0.693359375f;
    r = r - whole * -2.12194440e-4f;
    vfloat p = (vfloat)1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    // 2^n in two factors, so that results below the smallest normal number come out right.
    vint half = n >> 1;
    vfloat first = float_of((half + 127) << 23);
    vfloat second = float_of((n - half + 127) << 23);
    return p * first * second;
}

/// tanh x: an odd polynomial near zero, the exponential elsewhere.
KERNEL vfloat hyperbolic_tangent(vfloat x) {
    vfloat magnitude = __builtin_elementwise_abs(x);
    vfloat z = x * x;
    vfloat p = (vfloat)-5.70498872745e-3f;
    p = p * z + 2.06390887954e-2f;
    p = p * z - 5.37397155531e-2f;
    p = p * z + 1.33314422036e-1f;
    p = p * z - 3.33332819422e-1f;
    vfloat near_zero = p * z * x + x;
    vfloat far = 1.0f - 2.0f / (exponential(2.0f * minimum((vfloat)20.0f, magnitude)) + 1.0f);
    far = x < 0.0f ? -far : far;
    return magnitude < 0.625f ? near_zero : far;
}

#endif
