// Chooses the instruction set of the 8-bit kernels once, and forwards to it.
#include "instruction_sets.h"
#include "int8_table.h"

#include <stdatomic.h>
#include <string.h>
#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

#if defined(__x86_64__)
static bool processor_has_avx_vnni(void) {
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & (1u << 4));
}
#endif

static bool processor_has(const bertune_int8_table *table) {
#if defined(__x86_64__)
    if (table == &bertune_int8_avx512_vnni) return processor_has_avx512() && __builtin_cpu_supports("avx512vnni");
    if (table == &bertune_int8_avx512) return processor_has_avx512();
    if (table == &bertune_int8_avx2_vnni) return processor_has_avx2() && processor_has_avx_vnni();
    if (table == &bertune_int8_avx2) return processor_has_avx2();
#elif defined(__aarch64__)
    if (table == &bertune_int8_neon_dot) {
#if defined(__linux__)
        return getauxval(AT_HWCAP) & (1ul << 20);  // HWCAP_ASIMDDP
#elif defined(__APPLE__)
        return true;  // every arm64 Mac has it
#else
        return false;
#endif
    }
#endif
    return table == &bertune_int8_portable;
}

// VNNI in narrow registers does as many terms an instruction as AVX-512 does without it, and keeps the clock.
static const bertune_int8_table *const tables[] = {
#if defined(__x86_64__)
    &bertune_int8_avx512_vnni, &bertune_int8_avx2_vnni, &bertune_int8_avx512, &bertune_int8_avx2,
#elif defined(__aarch64__)
    &bertune_int8_neon_dot,
#endif
    &bertune_int8_portable,
};
enum { table_count = sizeof tables / sizeof tables[0] };

static _Atomic(const bertune_int8_table *) chosen;
// Of one thread only, so that a test of one instruction set disturbs no other test of the process.
static _Thread_local const bertune_int8_table *forced;

static const bertune_int8_table *active(void) {
    if (forced) return forced;
    const bertune_int8_table *table = atomic_load_explicit(&chosen, memory_order_acquire);
    if (table) return table;
    // Two threads that come here at once choose the same table, so the race is harmless.
    for (size_t i = 0; i < table_count && !table; i++)
        if (processor_has(tables[i])) table = tables[i];
    atomic_store_explicit(&chosen, table, memory_order_release);
    return table;
}

const char *bertune_int8_kernels_name(void) { return active()->name; }

const char *bertune_int8_kernels_available(size_t index) {
    for (size_t i = 0; i < table_count; i++)
        if (processor_has(tables[i]) && index-- == 0) return tables[i]->name;
    return NULL;
}

bool bertune_int8_kernels_force(const char *name) {
    const bertune_int8_table *table = NULL;
    for (size_t i = 0; name && i < table_count; i++)
        if (strcmp(tables[i]->name, name) == 0 && processor_has(tables[i])) table = tables[i];
    if (name && !table) return false;
    forced = table;
    return true;
}

size_t bertune_int8_panel_width(void) { return active()->panel_width(); }

size_t bertune_int8_panel_words(size_t depth) { return active()->panel_words(depth); }

size_t bertune_int8_row_words(size_t depth) { return active()->row_words(depth); }

void bertune_int8_quantize_rows(void *quantized, float *scales, const float *rows, size_t stride, size_t count,
                                size_t depth) {
    active()->quantize_rows(quantized, scales, rows, stride, count, depth);
}

void bertune_int8_pack_panels(void *packed, const float *weight, size_t stride, size_t depth, size_t columns,
                              size_t first_panel, size_t panels, void *scratch) {
    active()->pack_panels(packed, weight, stride, depth, columns, first_panel, panels, scratch);
}

void bertune_int8_product_block(const bertune_int8_product *product, size_t first_row, size_t rows,
                                size_t first_panel, size_t panels) {
    active()->product_block(product, first_row, rows, first_panel, panels);
}
