# The engine that the page and Node load: wasm/*.cpp over the core.
#
# One link gives cnnlab.js, a classic script, and cnnlab.wasm. Node loads the script with
# require(), the page's module worker imports it (web/src/engine/engine_files.ts), and threads are
# classic workers in both worlds (cnnlab.worker.js loads cnnlab.js): with EXPORT_ES6 they would not
# start in Node. The caller says where the files are (locateFile,
# mainScriptUrlOrBlob) and how many threads to make beforehand (poolSize); in Node it also passes
# wasmBinary, because Node's fetch takes no paths.

file(GLOB engine_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/wasm/*.cpp)
if(NOT engine_sources)
  return()
endif()

if(CNNLAB_RELAXED_SIMD)
  set(engine_build relaxed-simd-threads)
elseif(CNNLAB_THREADS)
  set(engine_build simd-threads)
else()
  set(engine_build simd)
endif()

add_executable(cnnlab_engine ${engine_sources})
set_target_properties(cnnlab_engine PROPERTIES
  OUTPUT_NAME cnnlab
  RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/engine)
target_link_libraries(cnnlab_engine PRIVATE cnnlab_core)
target_compile_definitions(cnnlab_engine PRIVATE CNNLAB_BUILD="${engine_build}")
target_link_options(cnnlab_engine PRIVATE
  --bind
  -sMODULARIZE=1
  -sEXPORT_NAME=createCnnLab
  -sENVIRONMENT=web,worker,node
  -sDYNAMIC_EXECUTION=0
  -sFILESYSTEM=0
  -sNODEJS_CATCH_EXIT=0
  -sNODEJS_CATCH_REJECTION=0
  -sTOTAL_STACK=1MB)
if(CNNLAB_THREADS)
  # Shared memory is fixed: growing it would detach every view that a thread holds. 512 MB carry
  # all 60,000 pictures (184 MB) and the training of the largest preset. When they are used up,
  # malloc says so, as it does where memory grows, and the call fails alone: by default it would end
  # the engine. An empty pool would never say that it is ready, so it has one thread at least.
  target_link_options(cnnlab_engine PRIVATE
    -sINITIAL_MEMORY=512MB
    -sABORTING_MALLOC=0
    -sDEFAULT_PTHREAD_STACK_SIZE=1MB
    "-sPTHREAD_POOL_SIZE=Math.max(1,Module['poolSize'])"
    -sPTHREAD_POOL_SIZE_STRICT=2)
else()
  target_link_options(cnnlab_engine PRIVATE -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=1GB)
endif()

set(engine_here ${CMAKE_BINARY_DIR}/engine)
set(engine_there ${PROJECT_SOURCE_DIR}/web/public/engine/${engine_build})
if(CNNLAB_RELAXED_SIMD)
  # This toolchain writes the draft opcode of the multiply-add; browsers take the final one.
  add_custom_command(TARGET cnnlab_engine POST_BUILD
    COMMAND node ${PROJECT_SOURCE_DIR}/tools/relaxed_simd.mjs ${engine_here}/cnnlab.wasm
    VERBATIM)
endif()
add_custom_command(TARGET cnnlab_engine POST_BUILD
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${engine_there}
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${engine_here} ${engine_there}
  VERBATIM)
