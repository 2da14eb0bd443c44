/** Version of the package these widgets belong to. */
export const version = '0.1.0';
