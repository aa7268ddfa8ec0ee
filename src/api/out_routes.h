// Routes of documents that leave; the table in service.cpp names them.
#pragma once

#include "api/routes.h"

namespace mithaq::api {

void get_document(const Mounted& mounted, std::string_view path, net::Request&& request,
                  net::Respond respond);  // acts/<id>/certificate | document ?lang=

}  // namespace mithaq::api
