// The kernels for the instruction set that every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
#define VARIANT_TABLE bertune_table_portable
#if defined(__aarch64__)
#define VARIANT_NAME "NEON"
#else
#define VARIANT_NAME "portable"
#endif
#define NOISE_GROUPS 1
#define TILE_VECTORS 1
#define PRODUCT_VECTORS 1
#if defined(__aarch64__)
#define PRODUCT_ROWS 6
#else
#define PRODUCT_ROWS 3
#endif
#include "variant.h"
