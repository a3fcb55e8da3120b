module @program attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
    %arg0: tensor<2x3xf32>, // 0
    %arg1: tensor<2xi32> // 1
  ) -> (
    tensor<2x3xf32>, // result/sorted
    tensor<2x3xf32>, // result/rows
    tensor<2x3xf32>, // result/sums
    tensor<1x1x2xf32>, // result/convolution
    tensor<2x2xf32>, // result/factor
    tensor<f32> // result/determinant
  ) {
    %0 = "stablehlo.constant"() {value = dense<0.5> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    %1 = "stablehlo.constant"() {value = dense<1.0> : tensor<1x1xf64>} : () -> tensor<1x1xf64>
    %2 = "stablehlo.constant"() {value = dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf64>} : () -> tensor<2x2xf64>
    %3 = "stablehlo.iota"() {iota_dimension = 1 : i64} : () -> tensor<2x3xi32>
    %4:2 = "stablehlo.sort"(%arg0, %3) ({
    ^bb0(%5: tensor<f32>, %6: tensor<f32>, %7: tensor<i32>, %8: tensor<i32>):
      %9 = "stablehlo.compare"(%5, %6) {comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>} : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %10 = "stablehlo.compare"(%6, %6) {comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>} : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %11 = "stablehlo.compare"(%5, %5) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>} : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %12 = "stablehlo.and"(%10, %11) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %13 = "stablehlo.or"(%9, %12) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%13) : (tensor<i1>) -> ()
    }) {dimension = 1 : i64, is_stable = true} : (tensor<2x3xf32>, tensor<2x3xi32>) -> (tensor<2x3xf32>, tensor<2x3xi32>)
    %14 = "stablehlo.constant"() {value = dense<3> : tensor<2x3xi32>} : () -> tensor<2x3xi32>
    %15 = "stablehlo.add"(%4#1, %14) : (tensor<2x3xi32>, tensor<2x3xi32>) -> tensor<2x3xi32>
    %16 = "stablehlo.constant"() {value = dense<0> : tensor<2x3xi32>} : () -> tensor<2x3xi32>
    %17 = "stablehlo.compare"(%4#1, %16) {comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2x3xi32>, tensor<2x3xi32>) -> tensor<2x3xi1>
    %18 = "stablehlo.select"(%17, %15, %4#1) : (tensor<2x3xi1>, tensor<2x3xi32>, tensor<2x3xi32>) -> tensor<2x3xi32>
    %19 = "stablehlo.reshape"(%18) : (tensor<2x3xi32>) -> tensor<2x3x1xi32>
    %20 = "stablehlo.gather"(%arg0, %19) {dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 2>, slice_sizes = array<i64: 1, 1>, indices_are_sorted = false} : (tensor<2x3xf32>, tensor<2x3x1xi32>) -> tensor<2x3xf32>
    %21 = "stablehlo.constant"() {value = dense<2> : tensor<2xi32>} : () -> tensor<2xi32>
    %22 = "stablehlo.add"(%arg1, %21) : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
    %23 = "stablehlo.constant"() {value = dense<0> : tensor<2xi32>} : () -> tensor<2xi32>
    %24 = "stablehlo.compare"(%arg1, %23) {comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi1>
    %25 = "stablehlo.select"(%24, %22, %arg1) : (tensor<2xi1>, tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
    %26 = "stablehlo.reshape"(%25) : (tensor<2xi32>) -> tensor<2x1xi32>
    %27 = "stablehlo.gather"(%arg0, %26) {dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 3>, indices_are_sorted = false} : (tensor<2x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
    %28 = "stablehlo.add"(%arg1, %21) : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
    %29 = "stablehlo.compare"(%arg1, %23) {comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi1>
    %30 = "stablehlo.select"(%29, %28, %arg1) : (tensor<2xi1>, tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
    %31 = "stablehlo.reshape"(%30) : (tensor<2xi32>) -> tensor<2x1xi32>
    %32 = "stablehlo.constant"() {value = dense<0.0> : tensor<2x3xf32>} : () -> tensor<2x3xf32>
    %33 = "stablehlo.scatter"(%32, %31, %arg0) ({
    ^bb0(%34: tensor<f32>, %35: tensor<f32>):
      %36 = "stablehlo.add"(%34, %35) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%36) : (tensor<f32>) -> ()
    }) {scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, indices_are_sorted = false, unique_indices = false} : (tensor<2x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<2x3xf32>
    %37 = "stablehlo.add"(%arg0, %33) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
    %38 = "stablehlo.reshape"(%arg0) : (tensor<2x3xf32>) -> tensor<1x2x3xf32>
    %39 = "stablehlo.reshape"(%38) : (tensor<1x2x3xf32>) -> tensor<1x1x2x3xf32>
    %40 = "stablehlo.transpose"(%39) {permutation = array<i64: 1, 0, 2, 3>} : (tensor<1x1x2x3xf32>) -> tensor<1x1x2x3xf32>
    %41 = "stablehlo.reshape"(%40) : (tensor<1x1x2x3xf32>) -> tensor<1x2x3xf32>
    %42 = "stablehlo.reshape"(%39) : (tensor<1x1x2x3xf32>) -> tensor<1x2x3xf32>
    %43 = "stablehlo.convolution"(%41, %42) {window_strides = array<i64: 2>, padding = dense<[[1, 1]]> : tensor<1x2xi64>, lhs_dilation = array<i64: 1>, rhs_dilation = array<i64: 1>, dimension_numbers = #stablehlo.conv<[b, f, 0]x[o, i, 0]->[b, f, 0]>, feature_group_count = 1 : i64, batch_group_count = 1 : i64, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]} : (tensor<1x2x3xf32>, tensor<1x2x3xf32>) -> tensor<1x1x2xf32>
    %44 = "stablehlo.reshape"(%43) : (tensor<1x1x2xf32>) -> tensor<1x1x1x2xf32>
    %45 = "stablehlo.transpose"(%44) {permutation = array<i64: 1, 0, 2, 3>} : (tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
    %46 = "stablehlo.reshape"(%45) : (tensor<1x1x1x2xf32>) -> tensor<1x1x2xf32>
    %47 = "stablehlo.transpose"(%arg0) {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
    %48 = "stablehlo.dot_general"(%arg0, %47) {dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]} : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
    %49 = "stablehlo.multiply"(%48, %0) : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
    %50 = "stablehlo.transpose"(%49) {permutation = array<i64: 1, 0>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
    %51 = "stablehlo.add"(%49, %50) : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
    %52 = "stablehlo.cholesky"(%51) {lower = true} : (tensor<2x2xf32>) -> tensor<2x2xf32>
    %53 = "stablehlo.iota"() {iota_dimension = 0 : i64} : () -> tensor<2x2xi32>
    %54 = "stablehlo.iota"() {iota_dimension = 1 : i64} : () -> tensor<2x2xi32>
    %55 = "stablehlo.compare"(%53, %54) {comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi1>
    %56 = "stablehlo.constant"() {value = dense<0.0> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    %57 = "stablehlo.select"(%55, %52, %56) : (tensor<2x2xi1>, tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
    %58 = "stablehlo.convert"(%48) : (tensor<2x2xf32>) -> tensor<2x2xf64>
    %59 = "stablehlo.slice"(%58) {start_indices = array<i64: 0, 0>, limit_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>} : (tensor<2x2xf64>) -> tensor<2x0xf64>
    %60 = "stablehlo.concatenate"(%58, %59) {dimension = 1 : i64} : (tensor<2x2xf64>, tensor<2x0xf64>) -> tensor<2x2xf64>
    %61 = "stablehlo.constant"() {value = dense<0> : tensor<i32>} : () -> tensor<i32>
    %62:3 = "stablehlo.while"(%61, %60, %1) ({
    ^bb0(%63: tensor<i32>, %64: tensor<2x2xf64>, %65: tensor<1x1xf64>):
      %66 = "stablehlo.constant"() {value = dense<2> : tensor<i32>} : () -> tensor<i32>
      %67 = "stablehlo.compare"(%63, %66) {comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%67) : (tensor<i1>) -> ()
    }, {
    ^bb0(%68: tensor<i32>, %69: tensor<2x2xf64>, %70: tensor<1x1xf64>):
      %71 = "stablehlo.constant"() {value = dense<[[0], [1]]> : tensor<2x1xi32>} : () -> tensor<2x1xi32>
      %72 = "stablehlo.constant"() {value = dense<[0, 1]> : tensor<2xi32>} : () -> tensor<2xi32>
      %73 = "stablehlo.constant"() {value = dense<0.0> : tensor<2x2xf64>} : () -> tensor<2x2xf64>
      %74 = "stablehlo.constant"() {value = dense<-1.0> : tensor<2x1xf64>} : () -> tensor<2x1xf64>
      %75 = "stablehlo.constant"() {value = dense<0.0> : tensor<1x2xf64>} : () -> tensor<1x2xf64>
      %76 = "stablehlo.constant"() {value = dense<0.0> : tensor<1x1xf64>} : () -> tensor<1x1xf64>
      %77 = "stablehlo.constant"() {value = dense<1.0> : tensor<1x1xf64>} : () -> tensor<1x1xf64>
      %78 = "stablehlo.constant"() {value = dense<2> : tensor<2x1xi32>} : () -> tensor<2x1xi32>
      %79 = "stablehlo.broadcast_in_dim"(%68) {broadcast_dimensions = array<i64>} : (tensor<i32>) -> tensor<2x1xi32>
      %80 = "stablehlo.compare"(%71, %79) {comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2x1xi32>, tensor<2x1xi32>) -> tensor<2x1xi1>
      %81 = "stablehlo.broadcast_in_dim"(%68) {broadcast_dimensions = array<i64>} : (tensor<i32>) -> tensor<2xi32>
      %82 = "stablehlo.compare"(%72, %81) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi1>
      %83 = "stablehlo.broadcast_in_dim"(%82) {broadcast_dimensions = array<i64: 1>} : (tensor<2xi1>) -> tensor<2x2xi1>
      %84 = "stablehlo.select"(%83, %69, %73) : (tensor<2x2xi1>, tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
      %85 = "stablehlo.constant"() {value = dense<0.0> : tensor<f64>} : () -> tensor<f64>
      %86 = "stablehlo.reduce"(%84, %85) ({
      ^bb0(%87: tensor<f64>, %88: tensor<f64>):
        %89 = "stablehlo.add"(%87, %88) : (tensor<f64>, tensor<f64>) -> tensor<f64>
        "stablehlo.return"(%89) : (tensor<f64>) -> ()
      }) {dimensions = array<i64: 1>} : (tensor<2x2xf64>, tensor<f64>) -> tensor<2xf64>
      %90 = "stablehlo.reshape"(%86) : (tensor<2xf64>) -> tensor<2x1xf64>
      %91 = "stablehlo.abs"(%90) : (tensor<2x1xf64>) -> tensor<2x1xf64>
      %92 = "stablehlo.select"(%80, %74, %91) : (tensor<2x1xi1>, tensor<2x1xf64>, tensor<2x1xf64>) -> tensor<2x1xf64>
      %93 = "stablehlo.constant"() {value = dense<0xFFF0000000000000> : tensor<f64>} : () -> tensor<f64>
      %94 = "stablehlo.reduce"(%92, %93) ({
      ^bb0(%95: tensor<f64>, %96: tensor<f64>):
        %97 = "stablehlo.maximum"(%95, %96) : (tensor<f64>, tensor<f64>) -> tensor<f64>
        "stablehlo.return"(%97) : (tensor<f64>) -> ()
      }) {dimensions = array<i64: 0>} : (tensor<2x1xf64>, tensor<f64>) -> tensor<1xf64>
      %98 = "stablehlo.reshape"(%94) : (tensor<1xf64>) -> tensor<1x1xf64>
      %99 = "stablehlo.broadcast_in_dim"(%98) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<1x1xf64>) -> tensor<2x1xf64>
      %100 = "stablehlo.compare"(%92, %99) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>} : (tensor<2x1xf64>, tensor<2x1xf64>) -> tensor<2x1xi1>
      %101 = "stablehlo.compare"(%92, %92) {comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>} : (tensor<2x1xf64>, tensor<2x1xf64>) -> tensor<2x1xi1>
      %102 = "stablehlo.or"(%100, %101) : (tensor<2x1xi1>, tensor<2x1xi1>) -> tensor<2x1xi1>
      %103 = "stablehlo.select"(%102, %71, %78) : (tensor<2x1xi1>, tensor<2x1xi32>, tensor<2x1xi32>) -> tensor<2x1xi32>
      %104 = "stablehlo.constant"() {value = dense<2147483647> : tensor<i32>} : () -> tensor<i32>
      %105 = "stablehlo.reduce"(%103, %104) ({
      ^bb0(%106: tensor<i32>, %107: tensor<i32>):
        %108 = "stablehlo.minimum"(%106, %107) : (tensor<i32>, tensor<i32>) -> tensor<i32>
        "stablehlo.return"(%108) : (tensor<i32>) -> ()
      }) {dimensions = array<i64: 0>} : (tensor<2x1xi32>, tensor<i32>) -> tensor<1xi32>
      %109 = "stablehlo.reshape"(%105) : (tensor<1xi32>) -> tensor<1x1xi32>
      %110 = "stablehlo.broadcast_in_dim"(%109) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<1x1xi32>) -> tensor<2x1xi32>
      %111 = "stablehlo.compare"(%71, %110) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2x1xi32>, tensor<2x1xi32>) -> tensor<2x1xi1>
      %112 = "stablehlo.broadcast_in_dim"(%111) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<2x1xi1>) -> tensor<2x2xi1>
      %113 = "stablehlo.select"(%112, %69, %73) : (tensor<2x2xi1>, tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
      %114 = "stablehlo.reduce"(%113, %85) ({
      ^bb0(%115: tensor<f64>, %116: tensor<f64>):
        %117 = "stablehlo.add"(%115, %116) : (tensor<f64>, tensor<f64>) -> tensor<f64>
        "stablehlo.return"(%117) : (tensor<f64>) -> ()
      }) {dimensions = array<i64: 0>} : (tensor<2x2xf64>, tensor<f64>) -> tensor<2xf64>
      %118 = "stablehlo.reshape"(%114) : (tensor<2xf64>) -> tensor<1x2xf64>
      %119 = "stablehlo.compare"(%71, %79) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2x1xi32>, tensor<2x1xi32>) -> tensor<2x1xi1>
      %120 = "stablehlo.broadcast_in_dim"(%119) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<2x1xi1>) -> tensor<2x2xi1>
      %121 = "stablehlo.select"(%120, %69, %73) : (tensor<2x2xi1>, tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
      %122 = "stablehlo.reduce"(%121, %85) ({
      ^bb0(%123: tensor<f64>, %124: tensor<f64>):
        %125 = "stablehlo.add"(%123, %124) : (tensor<f64>, tensor<f64>) -> tensor<f64>
        "stablehlo.return"(%125) : (tensor<f64>) -> ()
      }) {dimensions = array<i64: 0>} : (tensor<2x2xf64>, tensor<f64>) -> tensor<2xf64>
      %126 = "stablehlo.reshape"(%122) : (tensor<2xf64>) -> tensor<1x2xf64>
      %127 = "stablehlo.compare"(%71, %79) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2x1xi32>, tensor<2x1xi32>) -> tensor<2x1xi1>
      %128 = "stablehlo.compare"(%71, %110) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2x1xi32>, tensor<2x1xi32>) -> tensor<2x1xi1>
      %129 = "stablehlo.broadcast_in_dim"(%126) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<1x2xf64>) -> tensor<2x2xf64>
      %130 = "stablehlo.broadcast_in_dim"(%128) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<2x1xi1>) -> tensor<2x2xi1>
      %131 = "stablehlo.select"(%130, %129, %69) : (tensor<2x2xi1>, tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
      %132 = "stablehlo.broadcast_in_dim"(%118) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<1x2xf64>) -> tensor<2x2xf64>
      %133 = "stablehlo.broadcast_in_dim"(%127) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<2x1xi1>) -> tensor<2x2xi1>
      %134 = "stablehlo.select"(%133, %132, %131) : (tensor<2x2xi1>, tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
      %135 = "stablehlo.compare"(%72, %81) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi1>
      %136 = "stablehlo.broadcast_in_dim"(%135) {broadcast_dimensions = array<i64: 1>} : (tensor<2xi1>) -> tensor<1x2xi1>
      %137 = "stablehlo.select"(%136, %118, %75) : (tensor<1x2xi1>, tensor<1x2xf64>, tensor<1x2xf64>) -> tensor<1x2xf64>
      %138 = "stablehlo.reduce"(%137, %85) ({
      ^bb0(%139: tensor<f64>, %140: tensor<f64>):
        %141 = "stablehlo.add"(%139, %140) : (tensor<f64>, tensor<f64>) -> tensor<f64>
        "stablehlo.return"(%141) : (tensor<f64>) -> ()
      }) {dimensions = array<i64: 1>} : (tensor<1x2xf64>, tensor<f64>) -> tensor<1xf64>
      %142 = "stablehlo.reshape"(%138) : (tensor<1xf64>) -> tensor<1x1xf64>
      %143 = "stablehlo.compare"(%72, %81) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi1>
      %144 = "stablehlo.broadcast_in_dim"(%143) {broadcast_dimensions = array<i64: 1>} : (tensor<2xi1>) -> tensor<2x2xi1>
      %145 = "stablehlo.select"(%144, %134, %73) : (tensor<2x2xi1>, tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
      %146 = "stablehlo.reduce"(%145, %85) ({
      ^bb0(%147: tensor<f64>, %148: tensor<f64>):
        %149 = "stablehlo.add"(%147, %148) : (tensor<f64>, tensor<f64>) -> tensor<f64>
        "stablehlo.return"(%149) : (tensor<f64>) -> ()
      }) {dimensions = array<i64: 1>} : (tensor<2x2xf64>, tensor<f64>) -> tensor<2xf64>
      %150 = "stablehlo.reshape"(%146) : (tensor<2xf64>) -> tensor<2x1xf64>
      %151 = "stablehlo.compare"(%142, %76) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>} : (tensor<1x1xf64>, tensor<1x1xf64>) -> tensor<1x1xi1>
      %152 = "stablehlo.select"(%151, %77, %142) : (tensor<1x1xi1>, tensor<1x1xf64>, tensor<1x1xf64>) -> tensor<1x1xf64>
      %153 = "stablehlo.broadcast_in_dim"(%152) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<1x1xf64>) -> tensor<2x1xf64>
      %154 = "stablehlo.divide"(%150, %153) : (tensor<2x1xf64>, tensor<2x1xf64>) -> tensor<2x1xf64>
      %155 = "stablehlo.compare"(%79, %71) {comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<2x1xi32>, tensor<2x1xi32>) -> tensor<2x1xi1>
      %156 = "stablehlo.dot_general"(%154, %118) {dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]} : (tensor<2x1xf64>, tensor<1x2xf64>) -> tensor<2x2xf64>
      %157 = "stablehlo.broadcast_in_dim"(%155) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<2x1xi1>) -> tensor<2x2xi1>
      %158 = "stablehlo.select"(%157, %156, %73) : (tensor<2x2xi1>, tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
      %159 = "stablehlo.subtract"(%134, %158) : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
      %160 = "stablehlo.broadcast_in_dim"(%68) {broadcast_dimensions = array<i64>} : (tensor<i32>) -> tensor<1x1xi32>
      %161 = "stablehlo.compare"(%109, %160) {comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi1>
      %162 = "stablehlo.negate"(%70) : (tensor<1x1xf64>) -> tensor<1x1xf64>
      %163 = "stablehlo.select"(%161, %70, %162) : (tensor<1x1xi1>, tensor<1x1xf64>, tensor<1x1xf64>) -> tensor<1x1xf64>
      %164 = "stablehlo.constant"() {value = dense<1> : tensor<i32>} : () -> tensor<i32>
      %165 = "stablehlo.add"(%68, %164) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%165, %159, %163) : (tensor<i32>, tensor<2x2xf64>, tensor<1x1xf64>) -> ()
    }) : (tensor<i32>, tensor<2x2xf64>, tensor<1x1xf64>) -> (tensor<i32>, tensor<2x2xf64>, tensor<1x1xf64>)
    %166 = "stablehlo.reshape"(%62#2) : (tensor<1x1xf64>) -> tensor<f64>
    %167 = "stablehlo.multiply"(%62#1, %2) : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
    %168 = "stablehlo.constant"() {value = dense<0.0> : tensor<f64>} : () -> tensor<f64>
    %169 = "stablehlo.reduce"(%167, %168) ({
    ^bb0(%170: tensor<f64>, %171: tensor<f64>):
      %172 = "stablehlo.add"(%170, %171) : (tensor<f64>, tensor<f64>) -> tensor<f64>
      "stablehlo.return"(%172) : (tensor<f64>) -> ()
    }) {dimensions = array<i64: 1>} : (tensor<2x2xf64>, tensor<f64>) -> tensor<2xf64>
    %173 = "stablehlo.slice"(%169) {start_indices = array<i64: 0>, limit_indices = array<i64: 1>, strides = array<i64: 1>} : (tensor<2xf64>) -> tensor<1xf64>
    %174 = "stablehlo.slice"(%169) {start_indices = array<i64: 1>, limit_indices = array<i64: 2>, strides = array<i64: 1>} : (tensor<2xf64>) -> tensor<1xf64>
    %175 = "stablehlo.constant"() {value = dense<1.0> : tensor<f64>} : () -> tensor<f64>
    %176 = "stablehlo.pad"(%174, %175) {edge_padding_low = array<i64: 0>, edge_padding_high = array<i64: 0>, interior_padding = array<i64: 0>} : (tensor<1xf64>, tensor<f64>) -> tensor<1xf64>
    %177 = "stablehlo.multiply"(%173, %176) : (tensor<1xf64>, tensor<1xf64>) -> tensor<1xf64>
    %178 = "stablehlo.reshape"(%177) : (tensor<1xf64>) -> tensor<f64>
    %179 = "stablehlo.multiply"(%166, %178) : (tensor<f64>, tensor<f64>) -> tensor<f64>
    %180 = "stablehlo.convert"(%179) : (tensor<f64>) -> tensor<f32>
    "func.return"(%20, %27, %37, %46, %57, %180) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<1x1x2xf32>, tensor<2x2xf32>, tensor<f32>) -> ()
  }
}
