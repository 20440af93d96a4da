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
  # Memory begins with what an engine without pictures takes and grows with pictures and model, to
  # 512 MB at the most: they carry all 60,000 pictures (184 MB) and the training of the largest
  # preset. Only the thread that owns the session allocates, so only it makes memory grow; JavaScript
  # then looks before each use whether its views are of today, which the few calls do not feel. When
  # memory is used up, malloc says so and the call fails alone. An empty pool would never say that it
  # is ready, so it has one thread at least.
  target_link_options(cnnlab_engine PRIVATE
    -sALLOW_MEMORY_GROWTH=1
    -sINITIAL_MEMORY=32MB
    -sMEMORY_GROWTH_LINEAR_STEP=4MB
    -sMAXIMUM_MEMORY=512MB
    -Wno-pthreads-mem-growth
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
