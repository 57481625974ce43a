// What both dispatches ask the processor: the instruction sets that kernels are compiled for.
#ifndef BERTUNE_INSTRUCTION_SETS_H
#define BERTUNE_INSTRUCTION_SETS_H

#include <stdbool.h>

#if defined(__x86_64__)
static inline bool processor_has_avx512(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("fma");
}

static inline bool processor_has_avx2(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#endif

#endif
