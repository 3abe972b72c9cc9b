/**
 * Histories of other migration tools: found, read and matched with files, so that a project can go on from where it is.
 * Formats are read by code of our own; no other tool is linked.
 */
@NullMarked
package dev.godwit.interop;

import org.jspecify.annotations.NullMarked;
