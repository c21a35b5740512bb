/**
 * The cases of PROTOCOL.md, by its sections, for any JIM server at a host and port. A case quotes the sentence that it
 * checks; where it can be, cases are generated.
 */
package chat.jim.conformance;
