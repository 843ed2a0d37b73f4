/** One class that reaches a package-private entry point of DJL; everything else of ours is in {@code org.bytestill}. */
package ai.djl.pytorch.jni;
