namespace ReapFunctions.Ml.Linear;

/// <summary>Solves A x = b for a symmetric positive definite A, in place.</summary>
internal static class Cholesky
{
    /// <param name="a">The lower triangle of A, row by row; overwritten by its factor L with A = L Lᵀ.</param>
    /// <param name="b">The right side; overwritten by x.</param>
    /// <returns>False when A is not positive definite.</returns>
    public static bool Solve(double[,] a, Span<double> b)
    {
        var n = b.Length;
        for (var column = 0; column < n; column++)
        {
            for (var row = column; row < n; row++)
            {
                var sum = a[row, column];
                for (var k = 0; k < column; k++)
                    sum -= a[row, k] * a[column, k];
                if (row > column)
                    a[row, column] = sum / a[column, column];
                else if (sum > 0)
                    a[row, row] = Math.Sqrt(sum);
                else
                    return false;
            }
        }
        Forward(a, b);
        Backward(a, b);
        return true;
    }

    private static void Forward(double[,] l, Span<double> b)
    {
        for (var row = 0; row < b.Length; row++)
        {
            for (var k = 0; k < row; k++)
                b[row] -= l[row, k] * b[k];
            b[row] /= l[row, row];
        }
    }

    private static void Backward(double[,] l, Span<double> b)
    {
        for (var row = b.Length - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < b.Length; k++)
                b[row] -= l[k, row] * b[k];
            b[row] /= l[row, row];
        }
    }
}
