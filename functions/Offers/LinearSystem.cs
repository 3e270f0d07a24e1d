namespace ReapFunctions.Offers;

/// <summary>A small symmetric positive definite system of linear equations.</summary>
internal static class LinearSystem
{
    /// <summary>Solves A x = b by Cholesky's factors.</summary>
    /// <param name="lower">A, of which what is above the diagonal is not looked at; its factor comes in its place.</param>
    public static double[] Solve(double[][] lower, double[] b)
    {
        var x = b.ToArray();
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = lower[i][j];
                for (var k = 0; k < j; k++)
                    sum -= lower[i][k] * lower[j][k];
                lower[i][j] = i == j ? Math.Sqrt(sum) : sum / lower[j][j];
            }
            for (var k = 0; k < i; k++)
                x[i] -= lower[i][k] * x[k];
            x[i] /= lower[i][i];
        }
        for (var i = x.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < x.Length; k++)
                x[i] -= lower[k][i] * x[k];
            x[i] /= lower[i][i];
        }
        return x;
    }
}
