/* version.h: which bewust this is, and where it lives. */
#ifndef BEWUST_VERSION_H
#define BEWUST_VERSION_H

#define BEWUST_VERSION "0.1.0"
#define BEWUST_HOME "https://bewust.example" /* for the user agent: whom a server's owner may ask */

#endif
