package org.bytestill.engine.job;

import java.nio.file.Path;
import org.bytestill.config.RunConfig.Precision;

/**
 * A checkpoint to be written for others.
 *
 * @param run        the run's folder
 * @param checkpoint {@code best}, {@code last}, {@code first} or an update
 * @param target     the folder to make; must not exist or be empty
 * @param format     {@code hf}: a Hugging Face folder, adapters merged; {@code adapter}: the adapters alone, in PEFT's format
 * @param precision  number format of the written weights
 */
public record ExportRequest(Path run, String checkpoint, Path target, String format, Precision precision) {}
