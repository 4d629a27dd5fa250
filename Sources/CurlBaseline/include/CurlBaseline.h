// The yardstick of the delivery benchmark: one POST after the other over a number of connections,
// with nothing but libcurl. In C, so that nothing of ours slows it down.
#ifndef TALKBELL_CURL_BASELINE_H
#define TALKBELL_CURL_BASELINE_H

#include <stddef.h>

// What every request is: the same address, the same header lines, the same body.
typedef struct {
  const char *url;
  const char *user_agent;
  // A whole line, "Content-Type: application/json".
  const char *header;
  const void *body;
  size_t body_bytes;
} talkbell_baseline_request;

// Sends `count` requests over `connections` kept-alive connections and waits for every answer.
// Returns how many were answered with status 200.
size_t talkbell_baseline_run(
    const talkbell_baseline_request *request, size_t connections, size_t count);

#endif
