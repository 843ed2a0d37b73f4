/**
 * What Ollama needs beside a GGUF file: the prompt as a Go template, the texts that end an answer, the parameters of sampling, the system
 * text, written as a Modelfile.
 *
 * <p>Ollama reads no Jinja: without a TEMPLATE of its own it takes the one of its list that looks most like the file's, and may drop the
 * default system text. {@link org.bytestill.export.ollama.OllamaTemplates} holds a list too, but takes from it only what writes sample
 * conversations to the letter as the model's own chat template does, run by {@code text.go}. Start there.
 */
@NullMarked
package org.bytestill.export.ollama;

import org.jspecify.annotations.NullMarked;
