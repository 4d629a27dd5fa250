// libcurl's setters and getters are variadic, and Swift imports no variadic C function: each is
// wrapped here once for every type of argument we use.
#ifndef TALKBELL_CCURL_SHIM_H
#define TALKBELL_CCURL_SHIM_H

#include <curl/curl.h>

// Options that take a long: timeouts, switches, masks.
static inline CURLcode talkbell_easy_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

// Options that take a curl_off_t: the size of a body.
static inline CURLcode talkbell_easy_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

// Options that take a string, which libcurl copies.
static inline CURLcode talkbell_easy_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

// Options that take a pointer: a header list or what a callback is given, which libcurl only
// keeps, and a body, which it copies.
static inline CURLcode talkbell_easy_set_pointer(CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*talkbell_data_callback)(char *bytes, size_t size, size_t count, void *context);

// Options that take a callback for received bytes: the body and the header lines.
static inline CURLcode talkbell_easy_set_callback(
    CURL *handle, CURLoption option, talkbell_data_callback callback) {
  return curl_easy_setopt(handle, option, callback);
}

typedef int (*talkbell_attempt_callback)(
    void *context, char *remote, char *local, int remote_port, int local_port);

// The option for the callback that is asked before each attempt to send the request.
static inline CURLcode talkbell_easy_set_attempt(
    CURL *handle, CURLoption option, talkbell_attempt_callback callback) {
  return curl_easy_setopt(handle, option, callback);
}

// Facts that are a long: the status, the bytes of the request that were sent.
static inline CURLcode talkbell_easy_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

// Facts that are a curl_off_t: times in microseconds.
static inline CURLcode talkbell_easy_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

// The pointer that was put on a handle with CURLOPT_PRIVATE.
static inline CURLcode talkbell_easy_get_private(CURL *handle, void **value) {
  return curl_easy_getinfo(handle, CURLINFO_PRIVATE, value);
}

// Options of the multi handle that take a long: limits of connections.
static inline CURLMcode talkbell_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

// The result of a finished transfer stands in a union, which Swift reads awkwardly.
static inline CURLcode talkbell_message_result(const CURLMsg *message) {
  return message->data.result;
}

#endif
