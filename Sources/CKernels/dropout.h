// Dropout noise from a counter-based generator: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as
// 1, 2, 3", 2011). Nothing is stored: the backward pass asks for the same noise again.
#ifndef BERTUNE_DROPOUT_H
#define BERTUNE_DROPOUT_H

#include "vector.h"

/// Eight chunks of sixteen 16-bit numbers, the yield of one sixteen-lane Philox call, and which group they are.
typedef struct {
    uint64_t group;
    uint16_t bits[8][LANES];
} noise_cache;

KERNEL void noise_cache_reset(noise_cache *cache) { cache->group = UINT64_MAX; }

static __attribute__((noinline)) void philox_group(noise_cache *cache, uint64_t group,
                                                   const bertune_dropout *dropout) {
    const vuint lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    uint64_t first = group * LANES;  // a multiple of 16, so adding a lane never carries
    vuint c0 = (vuint)(uint32_t)first + lane;
    vuint c1 = (vuint)(uint32_t)(first >> 32);
    vuint c2 = (vuint)dropout->operation;
    vuint c3 = (vuint)dropout->step;
    uint32_t k0 = (uint32_t)dropout->seed;
    uint32_t k1 = (uint32_t)(dropout->seed >> 32);
    for (int round = 0; round < 10; round++) {
        vulong product0 = __builtin_convertvector(c0, vulong) * 0xD2511F53ull;
        vulong product1 = __builtin_convertvector(c2, vulong) * 0xCD9E8D57ull;
        vuint high0 = __builtin_convertvector(product0 >> 32, vuint);
        vuint high1 = __builtin_convertvector(product1 >> 32, vuint);
        c0 = high1 ^ c1 ^ k0;
        c1 = __builtin_convertvector(product1, vuint);
        c2 = high0 ^ c3 ^ k1;
        c3 = __builtin_convertvector(product0, vuint);
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    const vuint words[4] = {c0, c1, c2, c3};
    for (int w = 0; w < 4; w++) {
        uint32_t lanes[LANES];
        memcpy(lanes, &words[w], sizeof lanes);
        for (int i = 0; i < LANES; i++) {
            cache->bits[2 * w][i] = (uint16_t)lanes[i];
            cache->bits[2 * w + 1][i] = (uint16_t)(lanes[i] >> 16);
        }
    }
    cache->group = group;
}

typedef uint16_t vushort __attribute__((ext_vector_type(16)));

/// The factors of one chunk: 0 where an element is dropped, `scale` where it is kept.
KERNEL vfloat dropout_factors(noise_cache *cache, uint64_t chunk, const bertune_dropout *dropout) {
    uint64_t group = chunk / 8;
    if (cache->group != group) philox_group(cache, group, dropout);
    vushort bits;
    memcpy(&bits, cache->bits[chunk % 8], sizeof bits);
    vuint wide = __builtin_convertvector(bits, vuint);
    return wide < dropout->threshold ? (vfloat)0.0f : (vfloat)dropout->scale;
}

static void dropout_bits(uint16_t *bits, size_t chunks, uint64_t first_chunk, const bertune_dropout *dropout) {
    noise_cache cache;
    noise_cache_reset(&cache);
    for (size_t k = 0; k < chunks; k++) {
        uint64_t chunk = first_chunk + k;
        if (cache.group != chunk / 8) philox_group(&cache, chunk / 8, dropout);
        memcpy(bits + k * LANES, cache.bits[chunk % 8], sizeof cache.bits[0]);
    }
}

static void dropout_rows(float *values, size_t rows, size_t columns, const bertune_dropout *dropout,
                         uint64_t first_chunk) {
    size_t chunks = (columns + LANES - 1) / LANES;
    noise_cache cache;
    noise_cache_reset(&cache);
    for (size_t r = 0; r < rows; r++) {
        float *row = values + r * columns;
        for (size_t k = 0; k < chunks; k++) {
            size_t c = k * LANES, width = columns - c < LANES ? columns - c : LANES;
            vfloat factors = dropout_factors(&cache, first_chunk + r * chunks + k, dropout);
            store_partial(row + c, load_partial(row + c, width) * factors, width);
        }
    }
}

#endif
