// Errors and refusals as RFC 9457 problem details; the one table from Errc to HTTP status.
#pragma once

#include "net/http.h"
#include "register/register.h"

namespace mithaq::api {

int http_status(Errc code);
net::Response problem(const reg::Problem& problem);
inline net::Response problem(const Error& error) {
    return problem(reg::Problem{error, {}, 0});
}

}  // namespace mithaq::api
