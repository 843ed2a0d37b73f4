/**
 * Bytestill: distils one language model into another that has a different tokenizer, through bytes.
 *
 * <p>The rooms, and who may know whom ({@code ArchitectureTest} holds it):
 * <pre>
 * gguf                               a file format that holds tensors and tokenizer
 *   |
 * text   torch                       bytes and tokens without tensors; tensors and scripts without models
 *   \    /
 *   model          corpus           a decoder of a known family; documents, cutting, splits
 *    /    \            |
 * bytes   student      |             any token model read as bytes; what is added to a student to train it
 *    \    /            |
 *    distill ----------+             one update, and a run of them
 *    /    \
 * evaluate  export                   is it good; can others load it
 *    \    /
 *    engine                          runs on their own executor; the only door for what is below
 *    /    \
 *  cli     ui                        the terminal; the window
 * </pre>
 * {@link org.bytestill.problem} (how mistakes are told) may be known by all; {@code model} knows {@code gguf} too.
 */
package org.bytestill;
