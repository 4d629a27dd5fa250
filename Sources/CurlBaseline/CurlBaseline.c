#include "CurlBaseline.h"

#include <curl/curl.h>
#include <stdlib.h>

// The answer is read and thrown away.
static size_t discard(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes;
  (void)context;
  return size * count;
}

// Every handle is set up once and added again as often as it is needed: no plain loop is faster.
static CURL *prepared(const talkbell_baseline_request *request, struct curl_slist *headers) {
  CURL *handle = curl_easy_init();
  if (!handle) return NULL;
  curl_easy_setopt(handle, CURLOPT_URL, request->url);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, request->user_agent);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(handle, CURLOPT_POST, 1L);
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request->body);
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_bytes);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, discard);
  return handle;
}

// Counts what has ended and lets each handle begin anew while there is something left to begin.
static size_t collect(CURLM *multi, size_t *begun, size_t *ended, size_t count) {
  size_t good = 0;
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL *handle = message->easy_handle;
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    good += message->data.result == CURLE_OK && status == 200;
    *ended += 1;
    curl_multi_remove_handle(multi, handle);
    if (*begun < count) {
      *begun += 1;
      curl_multi_add_handle(multi, handle);
    }
  }
  return good;
}

size_t talkbell_baseline_run(
    const talkbell_baseline_request *request, size_t connections, size_t count) {
  size_t begun = 0, ended = 0, good = 0, prepared_count = 0;
  CURLM *multi = curl_multi_init();
  CURL **handles = calloc(connections, sizeof(CURL *));
  // Without an empty "Expect:" libcurl would ask before it sends a large body.
  struct curl_slist *headers = curl_slist_append(NULL, request->header);
  headers = curl_slist_append(headers, "Expect:");
  if (multi && handles) {
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)connections);
    while (prepared_count < connections && begun < count) {
      CURL *handle = prepared(request, headers);
      if (!handle) break;
      handles[prepared_count++] = handle;
      curl_multi_add_handle(multi, handle);
      begun += 1;
    }
    while (ended < begun) {
      int running = 0;
      curl_multi_perform(multi, &running);
      size_t before = ended;
      good += collect(multi, &begun, &ended, count);
      // What was added just now has to be begun before there is anything to wait for.
      if (ended == before) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
  }
  for (size_t index = 0; index < prepared_count; index++) curl_easy_cleanup(handles[index]);
  free(handles);
  if (multi) curl_multi_cleanup(multi);
  curl_slist_free_all(headers);
  return good;
}
