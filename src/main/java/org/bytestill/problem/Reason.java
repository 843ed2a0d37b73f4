package org.bytestill.problem;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be used. Java says of the commonest reasons nothing but the file's name: "x cannot be made: x". */
final class Reason {
    private Reason() {}

    /** The sentence, with the reason where it repeats what the error says. */
    static String spelledOut(String sentence, Throwable cause) {
        int at = cause instanceof FileSystemException && cause.getMessage() != null ? sentence.lastIndexOf(cause.getMessage()) : -1;
        return at <= 0 ? sentence : sentence.substring(0, at) + of((FileSystemException) cause)
                + sentence.substring(at + cause.getMessage().length());
    }

    private static String of(FileSystemException error) {
        String file = Quoted.of(String.valueOf(error.getFile()));
        if (error.getReason() != null) {
            return error.getMessage();
        }
        return error instanceof FileAlreadyExistsException ? "there is a file " + file
                : error instanceof NoSuchFileException ? "there is no " + file
                        : error instanceof AccessDeniedException ? "the system denies access to " + file
                                : error instanceof NotDirectoryException ? file + " is no folder"
                                        : error instanceof DirectoryNotEmptyException ? file + " is not empty" : error.getMessage();
    }
}
