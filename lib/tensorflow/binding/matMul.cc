// MarketbookMatMul: products of matrices, compiled for the processor at hand. TensorFlow's own kernels are built for processors of ten years
// ago, and oneDNN, which is not, costs more than it gives on matrices as small as a model of bars has.
//
//   c = a b, for each of the matrices along the leading axes; either side may lie transposed in memory.
#include <algorithm>
#include <vector>

#include "ops.h"
#include "product.h"
#include "scratch.h"
#include "threads.h"

namespace marketbook {
namespace {

/** One product: c [rows, columns] = left [rows, depth] · right [depth, columns]; element (k, column) of the right lies at k · rightStep + column · rightColumn. */
struct Product {
  Left left;
  const float* right;
  long rightStep, rightColumn;
  float* c;
  long rows, columns, depth;
};

/** Columns of one strip: as many as a tile is wide. */
constexpr int kWidth = kTileVectors * kLanes;
/** Steps along the shared axis between two looks at c: a strip of so many rows stays in the second cache. */
constexpr long kDepth = 1024;
/** Fewer rows than this do not pay for a copy of the right side. */
constexpr long kRowsWorthPacking = 8;
/** Products of numbers below which a second thread costs more than it gives. */
constexpr long kWorthSharing = 1 << 18;

constexpr int kSums = kTileVectors * kTileRows;

/** A tile of which only the first `columns` exist: its sums start at zero or at what c holds. */
template <int ROWS, int VECTORS>
MARKETBOOK_INLINE void MaskedTile(Left a, const float* right, long step, long depth, float* c, long cStep, int columns, bool add) {
  Lanes sum[ROWS][VECTORS];
#pragma GCC unroll 16
  for (int row = 0; row < ROWS; row++)
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++) sum[row][v] = add ? LoadFirst(c + row * cStep + v * kLanes, std::min(kLanes, columns - v * kLanes)) : Lanes{};
  AddProduct(sum, a, right, step, depth);
#pragma GCC unroll 16
  for (int row = 0; row < ROWS; row++)
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++) StoreFirst(c + row * cStep + v * kLanes, sum[row][v], std::min(kLanes, columns - v * kLanes));
}

/** A tile of `rows` ≤ ROWS rows. */
template <int ROWS, int VECTORS>
inline void TileOf(int rows, Left a, const float* right, long step, long depth, float* c, long cStep, int columns, bool add) {
  if (rows == ROWS) return MaskedTile<ROWS, VECTORS>(a, right, step, depth, c, cStep, columns, add);
  if constexpr (ROWS > 1) TileOf<ROWS - 1, VECTORS>(rows, a, right, step, depth, c, cStep, columns, add);
}

/** A strip of at most VECTORS vectors for some rows, in tiles as even as can be. */
template <int VECTORS>
inline void Strip(Left a, const float* right, long step, long depth, float* c, long cStep, int columns, long rows, bool add) {
  constexpr int kMost = std::min(12, kSums / VECTORS);
  const long tiles = (rows + kMost - 1) / kMost;
  for (long tile = 0, row = 0; tile < tiles; tile++) {
    const int count = static_cast<int>((rows - row + tiles - tile - 1) / (tiles - tile));
    TileOf<kMost, VECTORS>(count, {a.At(row), a.rowStep, a.step}, right, step, depth, c + row * cStep, cStep, columns, add);
    row += count;
  }
}

/** The right side of a strip, [depth][width], zeros beyond the last column. */
void Pack(const Product& product, long column, int columns, int width, long from, long depth, float* to) {
  const float* data = product.right + from * product.rightStep + column * product.rightColumn;
  if (columns < width) Zero(to, depth * width);
  if (product.rightColumn == 1) {
    for (long k = 0; k < depth; k++) std::memcpy(to + k * width, data + k * product.rightStep, columns * sizeof(float));
  } else {
    for (int n = 0; n < columns; n++)
      for (long k = 0; k < depth; k++) to[k * width + n] = data[k * product.rightStep + n * product.rightColumn];
  }
}

/** Rows of one strip of a product. */
void Multiply(const Product& product, long column, Rows rows, float* packed) {
  const int columns = static_cast<int>(std::min<long>(kWidth, product.columns - column));
  const int vectors = (columns + kLanes - 1) / kLanes;
  const bool inPlace = rows.Count() < kRowsWorthPacking && product.rightColumn == 1 && columns == vectors * kLanes;
  for (long from = 0; from < product.depth; from += kDepth) {
    const long depth = std::min(kDepth, product.depth - from);
    if (!inPlace) Pack(product, column, columns, vectors * kLanes, from, depth, packed);
    const float* right = inPlace ? product.right + from * product.rightStep + column : packed;
    const long step = inPlace ? product.rightStep : vectors * kLanes;
    const Left left{product.left.At(rows.from) + from * product.left.step, product.left.rowStep, product.left.step};
    float* c = product.c + rows.from * product.columns + column;
    const bool add = from > 0;
    if (vectors == 1) Strip<1>(left, right, step, depth, c, product.columns, columns, rows.Count(), add);
    if (vectors == 2) Strip<2>(left, right, step, depth, c, product.columns, columns, rows.Count(), add);
    if constexpr (kTileVectors == 4) {
      if (vectors == 3) Strip<3>(left, right, step, depth, c, product.columns, columns, rows.Count(), add);
      if (vectors == 4) Strip<4>(left, right, step, depth, c, product.columns, columns, rows.Count(), add);
    }
  }
}

/** All products, their strips one behind the other and each cut by rows: every part gets as many rows of strips as any other. */
void MultiplyAll(const std::vector<Product>& products) {
  const Product& first = products[0];
  const long strips = (first.columns + kWidth - 1) / kWidth;
  const long all = static_cast<long>(products.size()) * strips * first.rows;
  const bool shared = first.rows * first.columns * first.depth * static_cast<long>(products.size()) >= kWorthSharing;
  const int parts = shared ? static_cast<int>(std::min<long>(ThreadLimit(), all)) : 1;
  RunParts(parts, [&](int part) {
    Scratch packed(std::min(kDepth, first.depth) * kWidth);
    const long from = all * part / parts, to = all * (part + 1) / parts;
    for (long at = from; at < to;) {
      const long strip = at / first.rows, row = at % first.rows;
      const long end = std::min(first.rows, row + to - at);
      Multiply(products[strip / strips], strip % strips * kWidth, {static_cast<int>(row), static_cast<int>(end)}, packed);
      at += end - row;
    }
  });
}

struct MatMul {
  static constexpr const char* kName = "MarketbookMatMul";

  explicit MatMul(OpAttributes& attributes) : transposeA_(attributes.Int("transpose_a") != 0), transposeB_(attributes.Int("transpose_b") != 0) {}

  /** Inputs: a [..., rows, depth] and b [..., depth, columns], with the same leading axes. */
  void Compute(OpCall& call) const {
    Dimensions shapeA = call.Shape(0), shapeB = call.Shape(1);
    const float *a = call.Floats(0, "a", shapeA), *b = call.Floats(1, "b", shapeB);
    const size_t rank = shapeA.size();
    if (rank < 2 || shapeB.size() != rank || !std::equal(shapeA.begin(), shapeA.end() - 2, shapeB.begin())) throw std::invalid_argument("a and b need the same leading axes");
    const long m = shapeA[rank - 2], n = shapeA[rank - 1], p = shapeB[rank - 2], q = shapeB[rank - 1];
    const long rows = transposeA_ ? n : m, depth = transposeA_ ? m : n, columns = transposeB_ ? p : q;
    if (depth != (transposeB_ ? q : p)) throw std::invalid_argument("the shared axes have " + std::to_string(depth) + " and " + std::to_string(transposeB_ ? q : p) + " elements");
    Dimensions shape(shapeA.begin(), shapeA.end() - 2);
    long count = 1;
    for (const int64_t size : shape) count *= size;
    shape.insert(shape.end(), {rows, columns});
    float* c = call.Output(0, shape);
    if (count * rows * columns == 0) return;
    if (depth == 0) return Zero(c, count * rows * columns);
    std::vector<Product> products;
    for (long k = 0; k < count; k++) {
      const Left left = transposeA_ ? Left{a + k * m * n, 1, n} : Left{a + k * m * n, n, 1};
      products.push_back({left, b + k * p * q, transposeB_ ? 1 : q, transposeB_ ? q : 1, c + k * rows * columns, rows, columns, depth});
    }
    MultiplyAll(products);
  }

 private:
  bool transposeA_, transposeB_;
};

}  // namespace

void RegisterMatMul() { Register<MatMul>({{"a: float", "b: float"}, {"c: float"}, {"transpose_a: int", "transpose_b: int"}}); }

}  // namespace marketbook
