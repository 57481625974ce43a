// Chooses an instruction set once and forwards every public kernel to it.
#include "instruction_sets.h"
#include "table.h"

#include <stdatomic.h>
#include <string.h>

static bool processor_has(const bertune_table *table) {
#if defined(__x86_64__)
    if (table == &bertune_table_avx512) return processor_has_avx512();
    if (table == &bertune_table_avx2) return processor_has_avx2();
#endif
    return table == &bertune_table_portable;
}

static const bertune_table *const tables[] = {
#if defined(__x86_64__)
    &bertune_table_avx512,
    &bertune_table_avx2,
#endif
    &bertune_table_portable,
};
enum { table_count = sizeof tables / sizeof tables[0] };

static _Atomic(const bertune_table *) chosen;
// Of one thread only, so that a test of one instruction set disturbs no other test of the process.
static _Thread_local const bertune_table *forced;

static const bertune_table *active(void) {
    if (forced) return forced;
    const bertune_table *table = atomic_load_explicit(&chosen, memory_order_acquire);
    if (table) return table;
    // Two threads that come here at once choose the same table, so the race is harmless.
    for (size_t i = 0; i < table_count && !table; i++)
        if (processor_has(tables[i])) table = tables[i];
    atomic_store_explicit(&chosen, table, memory_order_release);
    return table;
}

const char *bertune_kernels_name(void) { return active()->name; }

const char *bertune_kernels_available(size_t index) {
    for (size_t i = 0; i < table_count; i++)
        if (processor_has(tables[i]) && index-- == 0) return tables[i]->name;
    return NULL;
}

bool bertune_kernels_force(const char *name) {
    const bertune_table *table = NULL;
    for (size_t i = 0; name && i < table_count; i++)
        if (strcmp(tables[i]->name, name) == 0 && processor_has(tables[i])) table = tables[i];
    if (name && !table) return false;
    forced = table;
    return true;
}

void bertune_bias_activation(float *output, size_t output_stride, const float *bias, float *derivative,
                             size_t derivative_stride, size_t rows, size_t columns, int activation) {
    active()->bias_activation(output, output_stride, bias, derivative, derivative_stride, rows, columns, activation);
}

void bertune_multiply(float *target, const float *factor, size_t count) { active()->multiply(target, factor, count); }

void bertune_add(float *target, const float *source, size_t count) { active()->add(target, source, count); }

void bertune_column_sums(float *target, const float *source, size_t source_stride, size_t rows, size_t columns) {
    active()->column_sums(target, source, source_stride, rows, columns);
}

size_t bertune_product_panel_width(void) { return active()->product_panel_width(); }

void bertune_pack_panels(float *packed, const float *right, size_t right_stride, bool transposed, size_t depth,
                         size_t columns, size_t first_panel, size_t panels) {
    active()->pack_panels(packed, right, right_stride, transposed, depth, columns, first_panel, panels);
}

void bertune_product_block(const bertune_product *product, size_t first_row, size_t rows, size_t first_panel,
                           size_t panels) {
    active()->product_block(product, first_row, rows, first_panel, panels);
}

void bertune_layer_norm_forward(float *input, const float *residual, const float *gamma, const float *beta,
                                float *output, float *inverse_deviation, size_t rows, size_t columns, float epsilon,
                                const bertune_dropout *dropout, uint64_t first_chunk) {
    active()->layer_norm_forward(input, residual, gamma, beta, output, inverse_deviation, rows, columns, epsilon,
                                 dropout, first_chunk);
}

void bertune_layer_norm_backward(const float *gradient_output, const float *normalized,
                                 const float *inverse_deviation, const float *gamma, float *gradient_input,
                                 float *gradient_residual, bool accumulate_residual, float *gradient_gamma,
                                 float *gradient_beta, size_t rows, size_t columns, const bertune_dropout *dropout,
                                 uint64_t first_chunk) {
    active()->layer_norm_backward(gradient_output, normalized, inverse_deviation, gamma, gradient_input,
                                  gradient_residual, accumulate_residual, gradient_gamma, gradient_beta, rows,
                                  columns, dropout, first_chunk);
}

void bertune_dropout_bits(uint16_t *bits, size_t chunks, uint64_t first_chunk, const bertune_dropout *dropout) {
    active()->dropout_bits(bits, chunks, first_chunk, dropout);
}

void bertune_dropout_rows(float *values, size_t rows, size_t columns, const bertune_dropout *dropout,
                          uint64_t first_chunk) {
    active()->dropout_rows(values, rows, columns, dropout, first_chunk);
}

void bertune_attention_forward(const float *query, size_t query_stride, const float *key, const float *value,
                               size_t key_value_stride, float *output, size_t output_stride, float *row_maximum,
                               float *row_inverse_sum, size_t statistics_stride, size_t queries, size_t keys,
                               size_t head_size, float scale, const bertune_dropout *dropout, uint64_t first_chunk,
                               float *scratch) {
    active()->attention_forward(query, query_stride, key, value, key_value_stride, output, output_stride, row_maximum,
                                row_inverse_sum, statistics_stride, queries, keys, head_size, scale, dropout,
                                first_chunk, scratch);
}

void bertune_attention_backward(const float *query, size_t query_stride, const float *key, const float *value,
                                size_t key_value_stride, const float *gradient_output, size_t output_stride,
                                const float *row_maximum, const float *row_inverse_sum, size_t statistics_stride,
                                float *gradient_query, size_t gradient_query_stride, float *gradient_key,
                                float *gradient_value, size_t gradient_key_value_stride, size_t queries, size_t keys,
                                size_t head_size, float scale, const bertune_dropout *dropout, uint64_t first_chunk,
                                float *scratch) {
    active()->attention_backward(query, query_stride, key, value, key_value_stride, gradient_output, output_stride,
                                 row_maximum, row_inverse_sum, statistics_stride, gradient_query,
                                 gradient_query_stride, gradient_key, gradient_value, gradient_key_value_stride,
                                 queries, keys, head_size, scale, dropout, first_chunk, scratch);
}

void bertune_embedding_sum(float *output, const float *word, const float *position, const float *type,
                           const int32_t *word_ids, const int32_t *position_ids, const int32_t *type_ids,
                           size_t rows, size_t columns) {
    active()->embedding_sum(output, word, position, type, word_ids, position_ids, type_ids, rows, columns);
}

void bertune_embedding_scatter(float *table, const float *gradient, const int32_t *ids, size_t rows, size_t columns,
                               size_t first, size_t count, int32_t skipped_id) {
    active()->embedding_scatter(table, gradient, ids, rows, columns, first, count, skipped_id);
}

void bertune_adamw_step(float *parameters, float *gradients, float *first_moments, float *second_moments,
                        size_t count, const bertune_adamw *constants) {
    active()->adamw_step(parameters, gradients, first_moments, second_moments, count, constants);
}

size_t bertune_attention_scratch(size_t keys, size_t head_size) { return active()->attention_scratch(keys, head_size); }

double bertune_sum_of_squares(const float *values, size_t count) { return active()->sum_of_squares(values, count); }
