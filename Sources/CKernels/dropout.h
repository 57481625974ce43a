// Dropout noise from a counter-based generator: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as
// 1, 2, 3", 2011). Nothing is stored: the backward pass asks for the same noise again.
#ifndef BERTUNE_DROPOUT_H
#define BERTUNE_DROPOUT_H

#include "vector.h"

// A group is the yield of one sixteen-lane Philox call: eight chunks of sixteen 16-bit numbers.
enum { NOISE_CHUNKS = 8 * NOISE_GROUPS };

/// The noise of `NOISE_GROUPS` consecutive groups, and which they are.
typedef struct {
    uint64_t index;
    uint16_t bits[NOISE_CHUNKS][LANES];
} noise_cache;

KERNEL void noise_cache_reset(noise_cache *cache) { cache->index = UINT64_MAX; }

typedef uint16_t vushort __attribute__((ext_vector_type(16)));

/// The low and high halves of the 64-bit products. For the high halves even and odd lanes are multiplied apart, as
/// 64-bit lanes, which is how the instruction sets have it.
KERNEL void multiply_wide(vuint factor, uint32_t constant, vuint *low, vuint *high) {
    const uint64_t lower_half = 0xFFFFFFFFull;
    vulong pairs;
    memcpy(&pairs, &factor, sizeof pairs);
    vulong even = (pairs & lower_half) * constant, odd = (pairs >> 32) * constant;
    vulong highs = (even >> 32) | (odd & ~lower_half);
    memcpy(high, &highs, sizeof highs);
    *low = factor * constant;
}

/// The words of `NOISE_GROUPS` groups, computed side by side: one alone leaves the processor waiting for its chain of
/// ten rounds.
static __attribute__((noinline)) void philox_groups(noise_cache *cache, uint64_t index,
                                                    const bertune_dropout *dropout) {
    const vuint lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    vuint c[NOISE_GROUPS][4];
    for (int g = 0; g < NOISE_GROUPS; g++) {
        // The counter of the group's first lane: a multiple of 16, so adding a lane never carries.
        uint64_t first = (index * NOISE_GROUPS + (uint64_t)g) * LANES;
        c[g][0] = (vuint)(uint32_t)first + lane;
        c[g][1] = (vuint)(uint32_t)(first >> 32);
        c[g][2] = (vuint)dropout->operation;
        c[g][3] = (vuint)dropout->step;
    }
    vuint k0 = (vuint)(uint32_t)dropout->seed;
    vuint k1 = (vuint)(uint32_t)(dropout->seed >> 32);
    for (int round = 0; round < 10; round++) {
        for (int g = 0; g < NOISE_GROUPS; g++) {
            vuint low0, low1, high0, high1;
            multiply_wide(c[g][0], 0xD2511F53u, &low0, &high0);
            multiply_wide(c[g][2], 0xCD9E8D57u, &low1, &high1);
            c[g][0] = high1 ^ c[g][1] ^ k0;
            c[g][1] = low1;
            c[g][2] = high0 ^ c[g][3] ^ k1;
            c[g][3] = low0;
        }
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    for (int g = 0; g < NOISE_GROUPS; g++)
        for (int w = 0; w < 4; w++) {
            vushort low = __builtin_convertvector(c[g][w], vushort);
            vushort high = __builtin_convertvector(c[g][w] >> 16, vushort);
            memcpy(cache->bits[8 * g + 2 * w], &low, sizeof low);
            memcpy(cache->bits[8 * g + 2 * w + 1], &high, sizeof high);
        }
    cache->index = index;
}

/// The sixteen numbers of one chunk.
KERNEL const uint16_t *noise_of_chunk(noise_cache *cache, uint64_t chunk, const bertune_dropout *dropout) {
    uint64_t index = chunk / NOISE_CHUNKS;
    if (cache->index != index) philox_groups(cache, index, dropout);
    return cache->bits[chunk % NOISE_CHUNKS];
}

/// The factors of one chunk: 0 where an element is dropped, `scale` where it is kept.
KERNEL vfloat dropout_factors(noise_cache *cache, uint64_t chunk, const bertune_dropout *dropout) {
    vushort bits;
    memcpy(&bits, noise_of_chunk(cache, chunk, dropout), sizeof bits);
    vint wide = __builtin_convertvector(bits, vint);
    return wide < (int32_t)dropout->threshold ? (vfloat)0.0f : (vfloat)dropout->scale;
}

static void dropout_bits(uint16_t *bits, size_t chunks, uint64_t first_chunk, const bertune_dropout *dropout) {
    noise_cache cache;
    noise_cache_reset(&cache);
    for (size_t k = 0; k < chunks; k++) {
        memcpy(bits + k * LANES, noise_of_chunk(&cache, first_chunk + k, dropout), sizeof cache.bits[0]);
    }
}

static void dropout_rows(float *values, size_t rows, size_t columns, const bertune_dropout *dropout,
                         uint64_t first_chunk) {
    size_t chunks = (columns + LANES - 1) / LANES;
    noise_cache cache;
    noise_cache_reset(&cache);
    for (size_t r = 0; r < rows; r++) {
        float *row = values + r * columns;
        uint64_t chunk = first_chunk + r * chunks;
        size_t c = 0;
        for (; c + LANES <= columns; c += LANES, chunk++)
            store(row + c, load(row + c) * dropout_factors(&cache, chunk, dropout));
        if (c < columns) {
            vfloat value = load_partial(row + c, columns - c);
            store_partial(row + c, value * dropout_factors(&cache, chunk, dropout), columns - c);
        }
    }
}

#endif
