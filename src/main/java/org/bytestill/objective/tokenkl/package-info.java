/**
 * Token-level knowledge distillation between models with one tokenizer: {@link org.bytestill.objective.tokenkl.TokenKlObjective}.
 */
@NullMarked
package org.bytestill.objective.tokenkl;

import org.jspecify.annotations.NullMarked;
