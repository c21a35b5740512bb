/** What the tests of all modules share: a raw peer to talk to a server with, and real processes. */
package chat.jim.testing;
