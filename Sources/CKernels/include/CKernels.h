// The hot loops of BERTune: everything that a training step computes.
//
// Conventions
//   - Matrices are row-major `float`; a `stride` counts elements from one row to the next.
//   - Every kernel works on the rows or elements it is given and touches nothing else: the caller cuts the work
//     into pieces that do not depend on the number of threads, so results do not either.
//   - No pointer needs any alignment.
//   - Each kernel exists once per instruction set; the first call picks the best one the processor has.
#ifndef BERTUNE_CKERNELS_H
#define BERTUNE_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Name of the instruction set in use: "AVX-512", "AVX2", "NEON" or "portable".
const char *bertune_kernels_name(void);

/// Name of the `index`-th instruction set that this processor has, best first; NULL past the last.
const char *bertune_kernels_available(size_t index);

/// Forces an instruction set on the calling thread, for tests; NULL goes back to the best one. Returns false (and
/// changes nothing) if this processor lacks it.
bool bertune_kernels_force(const char *name);

/// The number of processors that this process may run on, at least 1.
int bertune_available_cores(void);

/// Activation functions, numbered as the Swift side numbers them.
enum {
    BERTUNE_ACTIVATION_NONE = 0,
    BERTUNE_ACTIVATION_GELU = 1,      // x * Phi(x), with the error function
    BERTUNE_ACTIVATION_GELU_TANH = 2, // the tanh approximation
    BERTUNE_ACTIVATION_RELU = 3,
    BERTUNE_ACTIVATION_SILU = 4,
    BERTUNE_ACTIVATION_TANH = 5,
};

/// Where a piece of dropout noise comes from. The noise is a pure function of these fields and of the chunk index
/// (a chunk is 16 consecutive elements of a row that is padded to whole chunks), computed with Philox4x32-10.
typedef struct {
    uint64_t seed;
    uint32_t step;       // forward pass, counted over the run
    uint32_t operation;  // operation within the forward pass
    uint32_t threshold;  // an element is dropped when its 16 random bits are below this; 0 switches dropout off
    float scale;         // 1 / (1 - threshold / 65536)
} bertune_dropout;

// --- Waiting ---------------------------------------------------------------------------------------------------

/// Tells the processor that a loop waits for another thread, so that it leaves the core to its other half.
static inline void bertune_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

// --- Activations ---------------------------------------------------------------------------------------------

/// output = activation(output + bias), in place on `rows` x `columns`; with `derivative` (same shape, dense rows of
/// `columns`) the derivative at each element is kept for the backward pass. `bias` and `derivative` may be NULL.
void bertune_bias_activation(float *output, size_t output_stride, const float *bias, float *derivative,
                             size_t derivative_stride, size_t rows, size_t columns, int activation);

/// target[i] *= factor[i]
void bertune_multiply(float *target, const float *factor, size_t count);

/// target[i] += source[i]
void bertune_add(float *target, const float *source, size_t count);

/// target[c] += sum over rows of source[r, c]
void bertune_column_sums(float *target, const float *source, size_t source_stride, size_t rows, size_t columns);

// --- Matrix products -----------------------------------------------------------------------------------------

/// The columns of a panel of a packed matrix.
size_t bertune_product_panel_width(void);

/// Packs panels of the `depth` x `columns` right operand of a product, or of its transpose if that is what `right`
/// holds. `packed` takes depth * width floats a panel; columns past the last are zero.
void bertune_pack_panels(float *packed, const float *right, size_t right_stride, bool transposed, size_t depth,
                         size_t columns, size_t first_panel, size_t panels);

/// result (+)= left right, then activation(result + bias) as in `bertune_bias_activation`.
typedef struct {
    const float *left;  // rows x depth, or depth x rows if transposed
    size_t left_stride;
    bool left_transposed;
    const float *packed;  // depth x columns, by `bertune_pack_panels`
    float *result;        // rows x columns
    size_t result_stride;
    size_t rows, columns, depth;
    bool accumulate;    // whether the result holds something to be added to
    const float *bias;  // may be NULL
    float *derivative;  // laid out as the result; may be NULL
    int activation;
} bertune_product;

/// Computes one block of a product: `rows` rows from `first_row` on, `panels` panels of columns from `first_panel` on.
void bertune_product_block(const bertune_product *product, size_t first_row, size_t rows, size_t first_panel,
                           size_t panels);

// --- Matrix products of 8 bits ---------------------------------------------------------------------------------
//
// Weights are quantised once, each row of [columns, depth] by its own scale, and the rows of the left operand as they
// come, each by its own: q = round(x * 127 / max |x|). The sums of products of q are exact for depths below 131,072
// (127 * 127 * depth fits 32 bits), so they are the same for every instruction set. Quantised matrices are opaque and
// belong to the instruction set that made them.

/// Name of the instruction set in use: "AVX-512 VNNI", "AVX2 VNNI", "AVX-512", "AVX2", "NEON dot product", "NEON" or
/// "portable".
const char *bertune_int8_kernels_name(void);

/// Name of the `index`-th instruction set that this processor has, best first; NULL past the last.
const char *bertune_int8_kernels_available(size_t index);

/// As `bertune_kernels_force`, for the kernels of 8 bits.
bool bertune_int8_kernels_force(const char *name);

/// The columns of a panel of packed weights.
size_t bertune_int8_panel_width(void);

/// The 32-bit words of a panel, its scales included.
size_t bertune_int8_panel_words(size_t depth);

/// The 32-bit words from one quantised row to the next.
size_t bertune_int8_row_words(size_t depth);

/// Quantises `count` rows. `scales` receives max |x| / 127 of each; it is not finite where something in the row isn't.
void bertune_int8_quantize_rows(void *quantized, float *scales, const float *rows, size_t stride, size_t count,
                                size_t depth);

/// Quantises and packs panels of a weight, `columns` x `depth`. `scratch` takes `bertune_int8_row_words` words.
void bertune_int8_pack_panels(void *packed, const float *weight, size_t stride, size_t depth, size_t columns,
                              size_t first_panel, size_t panels, void *scratch);

/// result = activation(left right * scales + bias).
typedef struct {
    const void *left;          // rows x depth, by `bertune_int8_quantize_rows`
    const float *left_scales;  // one a row
    const void *packed;        // by `bertune_int8_pack_panels`
    const float *bias;         // may be NULL
    float *result;             // rows x columns
    size_t result_stride;
    size_t rows, columns, depth;
    int activation;
} bertune_int8_product;

/// Computes one block of a product: `rows` rows from `first_row` on, `panels` panels of columns from `first_panel` on.
void bertune_int8_product_block(const bertune_int8_product *product, size_t first_row, size_t rows,
                                size_t first_panel, size_t panels);

// --- Layer normalisation -------------------------------------------------------------------------------------

/// Per row: s = dropout(input) + residual; normalized = (s - mean) / sqrt(variance + epsilon);
/// output = normalized * gamma + beta. `input` is overwritten with `normalized`. `residual` may be NULL.
/// `first_chunk` is the chunk index of the first row's first element.
void bertune_layer_norm_forward(float *input, const float *residual, const float *gamma, const float *beta,
                                float *output, float *inverse_deviation, size_t rows, size_t columns, float epsilon,
                                const bertune_dropout *dropout, uint64_t first_chunk);

/// The backward pass of the above. `gradient_input` receives the gradient of `input` (before dropout),
/// `gradient_residual` that of `residual`, added to it if `accumulate_residual`; it may be NULL.
/// `gradient_gamma` and `gradient_beta` (one row each, added to) are sums over these rows.
void bertune_layer_norm_backward(const float *gradient_output, const float *normalized,
                                 const float *inverse_deviation, const float *gamma, float *gradient_input,
                                 float *gradient_residual, bool accumulate_residual, float *gradient_gamma,
                                 float *gradient_beta, size_t rows, size_t columns, const bertune_dropout *dropout,
                                 uint64_t first_chunk);

// --- Dropout -------------------------------------------------------------------------------------------------

/// The 16-bit random numbers of `chunks` chunks, 16 a chunk, for tests of the generator itself.
void bertune_dropout_bits(uint16_t *bits, size_t chunks, uint64_t first_chunk, const bertune_dropout *dropout);

/// values = dropout(values), in place; the same call is its own backward pass.
void bertune_dropout_rows(float *values, size_t rows, size_t columns, const bertune_dropout *dropout,
                          uint64_t first_chunk);

// --- Attention of one head over one sequence -----------------------------------------------------------------

/// Floats of scratch memory that the attention kernels need for a sequence of `keys` tokens.
size_t bertune_attention_scratch(size_t keys, size_t head_size);

/// output = dropout(softmax(scale * Q K^T)) V for `queries` rows of Q and `keys` rows of K and V.
/// `row_maximum` and `row_inverse_sum` (one element a query, `statistics_stride` apart) are kept for the backward
/// pass; they may be NULL.
void bertune_attention_forward(const float *query, size_t query_stride, const float *key, const float *value,
                               size_t key_value_stride, float *output, size_t output_stride, float *row_maximum,
                               float *row_inverse_sum, size_t statistics_stride, size_t queries, size_t keys,
                               size_t head_size, float scale, const bertune_dropout *dropout, uint64_t first_chunk,
                               float *scratch);

/// The backward pass: writes the gradients of Q, K and V (overwriting). The probabilities are computed again from
/// the statistics, by the same operations in the same order, so they have the same bits.
void bertune_attention_backward(const float *query, size_t query_stride, const float *key, const float *value,
                                size_t key_value_stride, const float *gradient_output, size_t output_stride,
                                const float *row_maximum, const float *row_inverse_sum, size_t statistics_stride,
                                float *gradient_query, size_t gradient_query_stride, float *gradient_key,
                                float *gradient_value, size_t gradient_key_value_stride, size_t queries, size_t keys,
                                size_t head_size, float scale, const bertune_dropout *dropout, uint64_t first_chunk,
                                float *scratch);

// --- Embeddings ----------------------------------------------------------------------------------------------

/// output row r = word[word_ids[r]] + position[position_ids[r]] + type[type_ids[r]], in that order of addition
/// with the type row before the position row, as the reference adds them.
void bertune_embedding_sum(float *output, const float *word, const float *position, const float *type,
                           const int32_t *word_ids, const int32_t *position_ids, const int32_t *type_ids,
                           size_t rows, size_t columns);

/// table[ids[r], first ..< first + count] += gradient[r, first ..< first + count] for each r in order; rows whose
/// id is `skipped_id` are left out.
void bertune_embedding_scatter(float *table, const float *gradient, const int32_t *ids, size_t rows, size_t columns,
                               size_t first, size_t count, int32_t skipped_id);

// --- Optimizer -----------------------------------------------------------------------------------------------

/// The constants of one AdamW step, as torch.optim.AdamW defines it.
typedef struct {
    float gradient_scale;  // clipping coefficient, applied to the gradient first
    float decay;           // 1 - learning_rate * weight_decay
    float beta1_complement;  // 1 - beta1, rounded once from double precision
    float beta2;
    float beta2_complement;  // 1 - beta2, likewise
    float step_size;              // learning_rate / (1 - beta1^t)
    float inverse_root_correction; // 1 / sqrt(1 - beta2^t)
    float epsilon;
} bertune_adamw;

/// One AdamW step over `count` elements; the gradients are set to zero as they are read.
void bertune_adamw_step(float *parameters, float *gradients, float *first_moments, float *second_moments,
                        size_t count, const bertune_adamw *constants);

/// The sum of squares, in double precision and in a fixed order.
double bertune_sum_of_squares(const float *values, size_t count);

#endif
