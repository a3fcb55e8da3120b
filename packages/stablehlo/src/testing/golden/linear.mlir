module @linear attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
    %arg0: tensor<3x2xf32>, // 0/weights
    %arg1: tensor<2xf32>, // 0/bias
    %arg2: tensor<f64>, // 1/rate/learningRate
    %arg3: tensor<i32>, // 1/rate/step
    %arg4: tensor<f64>, // 1/rate/scale
    %arg5: tensor<3x2xf32>, // 1/momentum/velocity/weights
    %arg6: tensor<2xf32>, // 1/momentum/velocity/bias
    %arg7: tensor<4x3xf32>, // 2
    %arg8: tensor<4xi32>, // 3
    %arg9: tensor<f64> // host/0
  ) -> (
    tensor<3x2xf32>, // result/params/weights
    tensor<2xf32>, // result/params/bias
    tensor<f64>, // result/state/rate/learningRate
    tensor<i32>, // result/state/rate/step
    tensor<f64>, // result/state/rate/scale
    tensor<3x2xf32>, // result/state/momentum/velocity/weights
    tensor<2xf32>, // result/state/momentum/velocity/bias
    tensor<f32> // result/loss
  ) {
    %0 = "stablehlo.constant"() {value = dense<0> : tensor<4xi32>} : () -> tensor<4xi32>
    %1 = "stablehlo.constant"() {value = dense<2> : tensor<4xi32>} : () -> tensor<4xi32>
    %2 = "stablehlo.constant"() {value = dense<4.0> : tensor<f32>} : () -> tensor<f32>
    %3 = "stablehlo.constant"() {value = dense<-0.25> : tensor<4x1xf32>} : () -> tensor<4x1xf32>
    %4 = "stablehlo.constant"() {value = dense<0.25> : tensor<4xf32>} : () -> tensor<4xf32>
    %5 = "stablehlo.constant"() {value = dense<1> : tensor<i32>} : () -> tensor<i32>
    %6 = "stablehlo.constant"() {value = dense<0.8999999761581421> : tensor<3x2xf32>} : () -> tensor<3x2xf32>
    %7 = "stablehlo.constant"() {value = dense<0.8999999761581421> : tensor<2xf32>} : () -> tensor<2xf32>
    %8 = "stablehlo.dot_general"(%arg7, %arg0) {dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]} : (tensor<4x3xf32>, tensor<3x2xf32>) -> tensor<4x2xf32>
    %9 = "stablehlo.broadcast_in_dim"(%arg1) {broadcast_dimensions = array<i64: 1>} : (tensor<2xf32>) -> tensor<4x2xf32>
    %10 = "stablehlo.add"(%8, %9) : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
    %11 = "stablehlo.compare"(%arg8, %0) {comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %12 = "stablehlo.select"(%11, %1, %arg8) : (tensor<4xi1>, tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    %13 = "stablehlo.reshape"(%12) : (tensor<4xi32>) -> tensor<4x1xi32>
    %14 = "stablehlo.constant"() {value = dense<0xFF800000> : tensor<f32>} : () -> tensor<f32>
    %15 = "stablehlo.reduce"(%10, %14) ({
    ^bb0(%16: tensor<f32>, %17: tensor<f32>):
      %18 = "stablehlo.maximum"(%16, %17) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%18) : (tensor<f32>) -> ()
    }) {dimensions = array<i64: 1>} : (tensor<4x2xf32>, tensor<f32>) -> tensor<4xf32>
    %19 = "stablehlo.reshape"(%15) : (tensor<4xf32>) -> tensor<4x1xf32>
    %20 = "stablehlo.broadcast_in_dim"(%19) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<4x1xf32>) -> tensor<4x2xf32>
    %21 = "stablehlo.subtract"(%10, %20) : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
    %22 = "stablehlo.exponential"(%21) : (tensor<4x2xf32>) -> tensor<4x2xf32>
    %23 = "stablehlo.constant"() {value = dense<0.0> : tensor<f32>} : () -> tensor<f32>
    %24 = "stablehlo.reduce"(%22, %23) ({
    ^bb0(%25: tensor<f32>, %26: tensor<f32>):
      %27 = "stablehlo.add"(%25, %26) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%27) : (tensor<f32>) -> ()
    }) {dimensions = array<i64: 1>} : (tensor<4x2xf32>, tensor<f32>) -> tensor<4xf32>
    %28 = "stablehlo.log"(%24) : (tensor<4xf32>) -> tensor<4xf32>
    %29 = "stablehlo.constant"() {value = dense<2> : tensor<4x1xi32>} : () -> tensor<4x1xi32>
    %30 = "stablehlo.add"(%13, %29) : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi32>
    %31 = "stablehlo.constant"() {value = dense<0> : tensor<4x1xi32>} : () -> tensor<4x1xi32>
    %32 = "stablehlo.compare"(%13, %31) {comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi1>
    %33 = "stablehlo.select"(%32, %30, %13) : (tensor<4x1xi1>, tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi32>
    %34 = "stablehlo.reshape"(%33) : (tensor<4x1xi32>) -> tensor<4x1x1xi32>
    %35 = "stablehlo.gather"(%21, %34) {dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 2>, slice_sizes = array<i64: 1, 1>, indices_are_sorted = false} : (tensor<4x2xf32>, tensor<4x1x1xi32>) -> tensor<4x1xf32>
    %36 = "stablehlo.reshape"(%35) : (tensor<4x1xf32>) -> tensor<4xf32>
    %37 = "stablehlo.subtract"(%28, %36) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %38 = "stablehlo.reduce"(%37, %23) ({
    ^bb0(%39: tensor<f32>, %40: tensor<f32>):
      %41 = "stablehlo.add"(%39, %40) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%41) : (tensor<f32>) -> ()
    }) {dimensions = array<i64: 0>} : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %42 = "stablehlo.divide"(%38, %2) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %43 = "stablehlo.add"(%13, %29) : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi32>
    %44 = "stablehlo.compare"(%13, %31) {comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>} : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi1>
    %45 = "stablehlo.select"(%44, %43, %13) : (tensor<4x1xi1>, tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi32>
    %46 = "stablehlo.reshape"(%45) : (tensor<4x1xi32>) -> tensor<4x1x1xi32>
    %47 = "stablehlo.constant"() {value = dense<0.0> : tensor<4x2xf32>} : () -> tensor<4x2xf32>
    %48 = "stablehlo.scatter"(%47, %46, %3) ({
    ^bb0(%49: tensor<f32>, %50: tensor<f32>):
      %51 = "stablehlo.add"(%49, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%51) : (tensor<f32>) -> ()
    }) {scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 2>, indices_are_sorted = false, unique_indices = false} : (tensor<4x2xf32>, tensor<4x1x1xi32>, tensor<4x1xf32>) -> tensor<4x2xf32>
    %52 = "stablehlo.divide"(%4, %24) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %53 = "stablehlo.reshape"(%52) : (tensor<4xf32>) -> tensor<4x1xf32>
    %54 = "stablehlo.broadcast_in_dim"(%53) {broadcast_dimensions = array<i64: 0, 1>} : (tensor<4x1xf32>) -> tensor<4x2xf32>
    %55 = "stablehlo.multiply"(%54, %22) : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
    %56 = "stablehlo.add"(%48, %55) : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
    %57 = "stablehlo.reduce"(%56, %23) ({
    ^bb0(%58: tensor<f32>, %59: tensor<f32>):
      %60 = "stablehlo.add"(%58, %59) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%60) : (tensor<f32>) -> ()
    }) {dimensions = array<i64: 0>} : (tensor<4x2xf32>, tensor<f32>) -> tensor<2xf32>
    %61 = "stablehlo.transpose"(%arg7) {permutation = array<i64: 1, 0>} : (tensor<4x3xf32>) -> tensor<3x4xf32>
    %62 = "stablehlo.dot_general"(%61, %56) {dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]} : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
    %63 = "stablehlo.multiply"(%arg9, %arg4) : (tensor<f64>, tensor<f64>) -> tensor<f64>
    %64 = "stablehlo.add"(%arg3, %5) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %65 = "stablehlo.negate"(%63) : (tensor<f64>) -> tensor<f64>
    %66 = "stablehlo.convert"(%65) : (tensor<f64>) -> tensor<f32>
    %67 = "stablehlo.broadcast_in_dim"(%66) {broadcast_dimensions = array<i64>} : (tensor<f32>) -> tensor<3x2xf32>
    %68 = "stablehlo.multiply"(%62, %67) : (tensor<3x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
    %69 = "stablehlo.broadcast_in_dim"(%66) {broadcast_dimensions = array<i64>} : (tensor<f32>) -> tensor<2xf32>
    %70 = "stablehlo.multiply"(%57, %69) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %71 = "stablehlo.multiply"(%arg5, %6) : (tensor<3x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
    %72 = "stablehlo.add"(%71, %68) : (tensor<3x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
    %73 = "stablehlo.multiply"(%arg6, %7) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %74 = "stablehlo.add"(%73, %70) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %75 = "stablehlo.add"(%arg0, %72) : (tensor<3x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
    %76 = "stablehlo.add"(%arg1, %74) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    "func.return"(%75, %76, %63, %64, %arg4, %72, %74, %42) : (tensor<3x2xf32>, tensor<2xf32>, tensor<f64>, tensor<i32>, tensor<f64>, tensor<3x2xf32>, tensor<2xf32>, tensor<f32>) -> ()
  }
}
