// Everything one instruction set needs, and its table. Included once by each of avx512.c, avx2.c and portable.c,
// which set VARIANT_TABLE, VARIANT_NAME, the sizes that suit its registers and the target.
#include "table.h"

#include "activation.h"
#include "attention.h"
#include "elements.h"
#include "embedding.h"
#include "matrix_product.h"
#include "normalization.h"
#include "optimizer.h"

const bertune_table VARIANT_TABLE = {
    .name = VARIANT_NAME,
    .bias_activation = bias_activation,
    .multiply = multiply,
    .add = add,
    .column_sums = column_sums,
    .product_panel_width = product_panel_width,
    .pack_panels = pack_panels,
    .product_block = product_block,
    .layer_norm_forward = layer_norm_forward,
    .layer_norm_backward = layer_norm_backward,
    .dropout_bits = dropout_bits,
    .dropout_rows = dropout_rows,
    .attention_forward = attention_forward,
    .attention_backward = attention_backward,
    .attention_scratch = attention_scratch,
    .embedding_sum = embedding_sum,
    .embedding_scatter = embedding_scatter,
    .adamw_step = adamw_step,
    .sum_of_squares = sum_of_squares,
};
