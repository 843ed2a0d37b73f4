/**
 * Token-level knowledge distillation between models with one tokenizer: {@link org.bytestill.objective.tokenkl.TokenKlObjective}.
 */
package org.bytestill.objective.tokenkl;
