/**
 * Bytestill: distils one language model into another that has a different tokenizer, through bytes.
 *
 * <p>The packages, each resting on those above it ({@code ArchitectureTest} holds every arrow):
 * <pre>
 * problem  util                           how mistakes are told; files, JSON, hashes, seeds: known by all
 *
 * gguf                                    a file format that holds tensors and tokenizer
 *   |
 * text   torch                            bytes and tokens without tensors; tensors and scripts without models
 *   \    /
 *   model          corpus                 a decoder of a known family; documents, splitting, order
 *    /    \           |
 * bytes    student    |                   a token model read as bytes; a student's weights and its training pass; and
 *   |        |        |                   generation: what a decoder writes after prompts
 *   |        |        |
 *   |  config   run   |                   run.yaml, which names ways of reading; the folder of a run, its alerts
 *    \     \   /     /
 *      objective                          what a student is trained on
 *       /     \
 *    train     |                          the loop: updates, schedule, optimizer, checkpoints
 *      |       |
 * evaluate   export                       is it good; can others load it
 *    | \      |
 * onpolicy \  |                            training on what the student writes itself; tasks: those of lm-evaluation-harness, asked of a
 *    |  tasks |                            decoder
 *       \     /
 *        engine                           runs, plans, inspection, jobs, on threads of their own
 *       /     \
 *     cli      ui                         the terminal; the window
 * </pre>
 * Inside: {@code text} has chat, on jinja, on python: how a model's chat template writes a conversation, the language of templates, and the
 * values it computes with; beside it go, Ollama's language of templates, of which {@code export.ollama} holds a list;
 * {@code corpus} has records, with a package a larger file format, and shapes; {@code bytes} has beam, cover, eot, ends,
 * cache, flow and the factory of readers; {@code tasks} file, prompt, score, filters and metrics; {@code engine} machine, reading, chat, cost, plan, run, library, dryrun, inspect, job, preview, and compare and sweep,
 * which stand on the engine; {@code ui.inspector} state and drawing below one package a panel.
 */
@NullMarked
package org.bytestill;

import org.jspecify.annotations.NullMarked;
